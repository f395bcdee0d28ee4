package cj

import (
	"errors"
	"regexp"
	"strings"
)

var (
	aboutRights  = regexp.MustCompile(`(?i)^\W*(unauthorized|forbidden)\b|not (authorized|permitted|allowed|associated|a member)|permission|access (is )?denied|no access|forbidden`)
	aboutToken   = regexp.MustCompile(`(?i)(invalid|missing|expired|unknown|revoked)[a-z ]* token|token (is |has been )?(invalid|missing|expired|unknown|revoked)`)
	aboutAccess  = regexp.MustCompile(`(?i)token|unauthor|unauthenticated|authentication`)
	aboutTrouble = regexp.MustCompile(`(?i)internal[ _](server[ _])?error|time[d-]? ?-?out|try again|temporar|unavailable|rate limit|too many|throttl|overload`)
	aboutSyntax  = regexp.MustCompile(`(?i)syntax|parse|offending|validation ?error|is undefined|cannot query field|subfields?|sub-?selection`) // "offending token '{'"
)

// complaint is an error that came in an answer, whatever its status.
type complaint struct {
	Message    string `json:"message"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// sort tells a complaint's kind by its words. Source of the messages: CJ's
// tracking API says "Missing Token" and "Invalid Token" when it doesn't know
// who asks, and "Unauthorized" when it knows and that account may not.
func (c *Client) sort(e complaint) error {
	said := c.clean(e.Message)
	code := strings.ToUpper(e.Extensions.Code)
	switch grammar := strings.Contains(code, "VALIDATION") || aboutSyntax.MatchString(e.Message); {
	case code == "FORBIDDEN", !grammar && aboutRights.MatchString(e.Message):
		return c.noRights(said)
	case code == "UNAUTHENTICATED", !grammar && aboutToken.MatchString(e.Message):
		return credentialError(said)
	case grammar:
		return unexpected("%s%w", said, errGrammar)
	case aboutTrouble.MatchString(code), aboutTrouble.MatchString(e.Message): // "too many calls with this token"
		return &later{said: "it says: " + said}
	case aboutAccess.MatchString(e.Message):
		return credentialError(said)
	default:
		return unexpected("%s", said)
	}
}

// errGrammar marks a query that CJ doesn't understand. It has no words of its
// own: CJ's say it.
var errGrammar = errors.New("")
