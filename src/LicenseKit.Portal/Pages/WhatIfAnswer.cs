using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Pictures;

namespace LicenseKit.Portal.Pages;

/// <summary>What the files and the grants say of an instant.</summary>
/// <param name="Most">How many would start at most: beside what is granted, and now also beside what runs.</param>
/// <param name="Later">The same without the sessions that run.</param>
/// <param name="Granted">What is granted and left then; null after the end of the own license.</param>
/// <param name="Explanation">Link by link.</param>
/// <param name="From">When all would start first, at the instant or later; null when never within a year.</param>
/// <param name="Picture">Over a year.</param>
internal sealed record WhatIfAnswer(
    long Most, long Later, UsageSegment? Granted, Explanation Explanation, DateTimeOffset? From, TimelinePicture? Picture);
