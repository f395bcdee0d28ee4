package probe

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

func noPostback() verdict {
	return fail(CodeNoPostback, "CJ's postback never reached the relay.",
		"Send the offer's postback URL to your CJ account manager and ask that it fires on each sale. A wrong address in it would look the same. "+
			"Sales still arrive through CJ's reports, only later.")
}

func postbackTwice(times int) verdict {
	return warn(CodePostbackTwice, fmt.Sprintf("The postback came %d times.", times),
		"It is counted once, so nothing needs to be done. If every sale does it, two postback URLs may be set up at CJ: ask your CJ account manager to leave one.")
}

func postbackLate(late time.Duration) verdict {
	return warn(CodePostbackLate, fmt.Sprintf("The postback came %s after the sale.", rounded(late)),
		"Sales show that much later than they could; money is not affected. Ask your CJ account manager to send postbacks at once.")
}

func rounded(d time.Duration) string {
	if d < 48*time.Hour {
		return fmt.Sprintf("%.0f hours", d.Hours())
	}
	return fmt.Sprintf("%.0f days", d.Hours()/24)
}

func postbackOtherOffer(offer string) verdict {
	return warn(CodePostbackOtherOffer, fmt.Sprintf("The postback came with the token of another offer: %s.", offer),
		"It is credited rightly, by its transaction id, but read by that offer's settings. Send this offer's own postback URL to your CJ account manager.")
}

var (
	aboutOldToken = regexp.MustCompile(`(?i)(old|former|earlier|rotated) token`)
	aboutToken    = regexp.MustCompile(`(?i)token|unauthor`)
	aboutMacros   = regexp.MustCompile(`(?i)macro|placeholder`)
	anyMacro      = regexp.MustCompile(`(?i)(\{|\[|<|%7b|%5b|%3c)[a-z0-9_ ]+(\}|\]|>|%7d|%5d|%3e)|!!!|%%|%25%25`)
	aboutNoAmount = regexp.MustCompile(`(?i)(amount|payout) is missing`)
	aboutAmount   = regexp.MustCompile(`(?i)amount|payout|number|currency`)
	aboutUnknown  = regexp.MustCompile(`(?i)transaction|click`)
)

// postbackRefused sorts a refusal by what the relay replied.
func postbackRefused(p Postback) verdict {
	said := fmt.Sprintf(" (the relay replied: %s)", strings.TrimSpace(p.Reply))
	const ask = "Send the offer's postback URL to your CJ account manager again"
	switch {
	case aboutOldToken.MatchString(p.Reply):
		return fail(CodePostbackOldToken, "The postback came with a token that was replaced"+said+".",
			ask+": the token was rotated, and CJ still calls the URL of before.")
	case aboutToken.MatchString(p.Reply):
		return fail(CodePostbackToken, "The postback came with a wrong token"+said+".", ask+": a part of it was lost when it was pasted.")
	case aboutMacros.MatchString(p.Reply) || anyMacro.MatchString(p.Query):
		return fail(CodePostbackMacros, "The postback came with placeholders instead of values"+said+".",
			ask+", and ask that CJ fill in its own names for sid, sale amount and commission.")
	case aboutNoAmount.MatchString(p.Reply):
		return fail(CodePostbackNoAmount, "The postback came without the sale amount"+said+".",
			"Ask your CJ account manager to send the sale amount and the commission with it, as the offer's postback URL says.")
	case aboutAmount.MatchString(p.Reply):
		return fail(CodePostbackAmount, "The postback came with an amount that can't be read"+said+".",
			"Ask your CJ account manager to send amounts as plain numbers such as 49.90.")
	case aboutUnknown.MatchString(p.Reply):
		return fail(CodePostbackUnknownClick, "The postback came without our click id"+said+".",
			"Ask your CJ account manager to send the sid as the transaction id.")
	default:
		return fail(CodePostbackRefused, "The relay refused the postback"+said+".", "The reply says why: pass it on to your CJ account manager.")
	}
}
