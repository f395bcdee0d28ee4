package sandbox

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Postback is what CJ's account manager has set up for an ad: the URL that CJ
// calls after a sale, with macros, and how long after.
//
// CJ publishes neither macro names nor this set-up; that it exists by
// arrangement is said by TUNE's help and by the CJ integration guide.
type Postback struct {
	Template string
	Delay    time.Duration
}

// maxDelay is the longest that a postback may be put off.
const maxDelay = 7 * 24 * time.Hour

// kindMacro makes CJ report corrections too, where a template has it.
const kindMacro = "{KIND}"

// macros are what a template can be filled with, from a commission row. The
// amounts of a correction are differences, as they are in CJ's ledger.
func macros(row Commission, unit func(Commission) (sale, commission string)) map[string]string {
	sale, commission := unit(row)
	kind := "sale"
	if !row.Original {
		kind = "correction"
	}
	return map[string]string{
		"{SID}":           row.SID,
		"{SALE_AMOUNT}":   sale,
		"{COMMISSION}":    commission,
		"{ORDER_ID}":      row.OrderID,
		"{COMMISSION_ID}": row.CommissionID,
		"{CURRENCY}":      string(row.Sale.Currency),
		"{ACTION_STATUS}": string(StatusNew), // of the row when it is posted
		kindMacro:         kind,
		"{EVENT_DATE}":    row.EventDate.Format(time.RFC3339),
	}
}

func majorUnits(row Commission) (sale, commission string) {
	return row.Sale.Text(), row.Commission.Text()
}

func minorUnits(row Commission) (sale, commission string) {
	return row.Sale.MinorText(), row.Commission.MinorText()
}

func noAmounts(Commission) (sale, commission string) { return "", "" }

var macroPattern = regexp.MustCompile(`\{[^{}]*\}`)

// expand fills a template's macros, percent-encoded.
func expand(template string, values map[string]string) string {
	return macroPattern.ReplaceAllStringFunc(template, func(macro string) string {
		return url.QueryEscape(values[macro])
	})
}

// checkTemplate says what is wrong with a template, before CJ would send
// nonsense for every sale.
func checkTemplate(template string) error {
	const most = 2000
	if len(template) > most {
		return invalid("the postback URL has %d characters: CJ takes up to %d", len(template), most)
	}
	known := macros(Commission{}, majorUnits)
	for _, macro := range macroPattern.FindAllString(template, -1) {
		if _, ok := known[macro]; !ok {
			return invalid("the postback URL has an unknown macro %s: use {SID}, {SALE_AMOUNT}, {COMMISSION}, {ORDER_ID}, "+
				"{COMMISSION_ID}, {CURRENCY}, {ACTION_STATUS}, {KIND} or {EVENT_DATE}", shorten(macro))
		}
	}
	if !strings.Contains(template, "{SID}") {
		return invalid("the postback URL lacks {SID}, without which no sale can be traced to a click")
	}
	u, err := url.Parse(expand(template, nil))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.Fragment != "" {
		return invalid("the postback URL %q is not a web address such as https://relay.example/postback/TOKEN?transaction_id={SID}", shorten(template))
	}
	_, rest, _ := strings.Cut(template, "://")
	if at := strings.IndexAny(rest, "/?{"); rest[at] == '{' { // it has {SID}, so at isn't -1
		return invalid("the postback URL %q has a macro before its path", shorten(template))
	}
	if strings.ContainsAny(macroPattern.ReplaceAllString(template, ""), "{} \t\r\n") {
		return invalid("the postback URL %q has a stray brace or space", shorten(template))
	}
	return nil
}

// withWrongToken spoils the token of a postback URL: the last part of its path
// and a security_token parameter.
func withWrongToken(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return target
	}
	query := u.Query()
	if query.Has("security_token") {
		query.Set("security_token", "wrongtoken")
		u.RawQuery = query.Encode()
		return u.String()
	}
	return u.JoinPath("..", "wrongtoken").String()
}
