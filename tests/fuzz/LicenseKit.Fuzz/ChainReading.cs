using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;

namespace LicenseKit.Fuzz;

/// <summary>What a verifier made of a license file.</summary>
internal sealed class ChainReading : Reading
{
    private readonly ChainFormat _format;
    private readonly byte[] _file;
    private readonly Question _question;
    private readonly Verifier _verifier;
    private readonly Verdict _verdict;

    public ChainReading(ChainFormat format, byte[] file, Question question)
    {
        (_format, _file, _question) = (format, file, question);
        _verifier = format.NewVerifier(question.Verifier);
        _verdict = Verify();
    }

    public override LicenseFault? Fault => _verdict.Fault;

    public override string Accepted => _verdict.Standing.Text;

    public override void Judge(bool isRecipe)
    {
        _format.Oracle.Judge(_file, _verdict, _question, isRecipe);
        if (_verdict.Chain is not null)
        {
            JudgeAgain(Verify());
        }
    }

    /// <summary>An accepted file is remembered, and what is remembered is no other answer.</summary>
    private void JudgeAgain(Verdict again)
    {
        if (again.Fault?.Code != _verdict.Fault?.Code || again.License?.ContentHash != _verdict.License?.ContentHash || again.Standing.Text != _verdict.Standing.Text)
        {
            throw new Violation("The same file is judged otherwise the second time.");
        }
    }

    private Verdict Verify() => _verifier.Verify(_file, DateTimeOffset.FromUnixTimeSeconds(_question.At), _question.Holder);
}
