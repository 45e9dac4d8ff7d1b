using System.Text.Json;
using LicenseKit.Chains;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Cases of messages as they stand in their documents.</summary>
internal static class MessageCases
{
    public static IReadOnlyList<Sequence> Sequences { get; } = [.. SequencesOfFiles.All(), .. SequencesOfAnswers.All(),
        .. SequencesOfSilence.All()];

    public static IEnumerable<VectorCase> All() =>
    [
        .. MessageFile.All.Select(m => new VectorCase(m.Name, "message", Of(m))),
        .. LeaseFiles.All.Select(l => new VectorCase(l.Name, "lease", Of(l))),
        .. Sequences.Select(s => new VectorCase(s.Name, "sequence", Of(s))),
    ];

    private static VectorLines Of(MessageFile message) => new VectorLines()
        .Line(json =>
        {
            VectorCase.Head(json, message.Name, message.What);
            VectorCase.Verdict(json, message.Fault);
            json.WriteString("message", message.Draft.Name);
            json.WriteString("key", message.Key.X);
        })
        .Line(json => VectorCase.WritePieces(json, "document", Some.Utf8(message.Document)));

    private static VectorLines Of(LeaseFile lease) => new VectorLines()
        .Line(json =>
        {
            VectorCase.Head(json, lease.Name, lease.What);
            VectorCase.Verdict(json, lease.Fault);
        })
        .Line(json =>
        {
            json.WriteStartObject("request");
            json.WriteString("license", lease.License.Id);
            json.WriteString("issuer", lease.License.Issuer);
            json.WriteString("session", lease.Session);
            json.WriteString("kind", lease.Kind);
            json.WriteString("nonce", lease.Nonce);
            json.WriteEndObject();
        })
        .Line(json => VectorCase.WritePieces(json, "document", Some.Utf8(lease.Document)))
        .Line(json => VectorCase.WritePieces(json, "chain", lease.Chain));

    private static VectorLines Of(Sequence sequence)
    {
        var run = new SequenceRun(sequence.Holder);
        return new VectorLines()
            .Line(json =>
            {
                VectorCase.Head(json, sequence.Name, sequence.What);
                json.WriteString("holder", Some.Key(sequence.Holder).PublicKey.X);
            })
            .Lines("steps", sequence.Steps.Select(step => Of(step, run)));
    }

    private static VectorLines Of(SequenceStep step, SequenceRun run)
    {
        var fault = run.Do(step);
        return new VectorLines().Line(json =>
        {
            json.WriteString("at", VectorCase.Instant(step.At));
            VectorCase.Verdict(json, fault?.Code ?? FaultCode.None);
            json.WriteString("standing", run.Standing(step.At).Text());
            if (run.Contact is { } contact)
            {
                json.WriteString("contact", VectorCase.Instant(contact));
            }

            WriteWhat(json, step, run);
        });
    }

    private static void WriteWhat(Utf8JsonWriter json, SequenceStep step, SequenceRun run)
    {
        if (step.File is { } file)
        {
            VectorCase.WritePieces(json, "take", file);
        }

        if (step.Nonce is { } nonce)
        {
            json.WriteStartObject("ping");
            json.WriteNumber("seq", run.Seq);
            json.WriteString("nonce", nonce);
            json.WriteEndObject();
        }

        if (step.Pong is { } pong)
        {
            WriteAnswer(json, pong, step);
        }
    }

    private static void WriteAnswer(Utf8JsonWriter json, string pong, SequenceStep step)
    {
        json.WriteStartObject("answer");
        json.WriteString("pong", pong);
        if (step.Bundle is { } bundle)
        {
            VectorCase.WritePieces(json, "bundle", bundle);
        }

        if (step.Above.Count > 0)
        {
            json.WriteStartArray("above");
            foreach (var above in step.Above)
            {
                json.WriteStringValue(above);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
