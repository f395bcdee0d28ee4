package affiliate

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Statuses of offers, members and links.
const (
	Active   = "active"
	Paused   = "paused"
	Archived = "archived" // hidden where nobody asks for it; its links lead as paused ones do
)

// Expired is the standing of an active offer whose last day is over. Nobody
// sets it: Offer.StatusOn works it out.
const Expired = "expired"

// Types of offers.
const (
	OfferLink = "link" // Link Tracking Offer; also where an offer says nothing
	OfferCode = "code" // Promo Code Offer: members' codes are credited, and it has no links
)

// ConversionTypes are what an offer counts, in TUNE's and Aspire's words.
var ConversionTypes = []string{"sale", "lead", "email_submit", "download"}

// Tracking protocols: the ways in which conversions reach the relay. That with
// the transaction id is open for every offer.
const (
	ProtocolPostback  = "server_postback_tid" // Server Postback w/ Transaction ID
	ProtocolPartnerID = "server_postback_pid" // Server Postback w/ Partner ID: it names the member
	ProtocolScript    = "js_postback"         // a script on the shop's pages
	ProtocolPixel     = "image_pixel"         // an image on the shop's thank-you page
)

// Protocols are all of them, in the order in which screens list them.
var Protocols = []string{ProtocolPostback, ProtocolPartnerID, ProtocolScript, ProtocolPixel}

// UTM is one parameter for the landing page.
type UTM struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Offer is what members promote.
type Offer struct {
	ID             OfferID       `json:"-"`
	Type           string        `json:"type"` // OfferLink or OfferCode; empty is OfferLink
	Name           string        `json:"name"`
	Description    string        `json:"description"` // for the team; never leaves the devices
	Status         string        `json:"status"`
	ConversionType string        `json:"conversion_type"`
	Protocol       string        `json:"protocol"`
	OfferURL       string        `json:"offer_url"`     // as entered
	Destination    string        `json:"destination"`   // what the relay redirects to: OfferURL with sid, and {landing_page} where a page can be chosen
	Landing        string        `json:"landing"`       // the page that {landing_page} stands for; empty without it
	LandingQuery   string        `json:"landing_query"` // what is put on that page: the UTMs, with macros
	DeepDomains    []string      `json:"deep_domains"`  // hosts that links' own pages may be on; empty is the landing page's
	FallbackURL    string        `json:"fallback_url"`  // for links that don't run; may be empty
	UTMs           []UTM         `json:"utms"`
	PassThrough    []string      `json:"pass_through"` // query parameters of a member link that go on to the destination
	Preset         string        `json:"preset"`
	Postback       PostbackRules `json:"postback"`
	PostbackToken  string        `json:"postback_token"`
	PostbackTokens []TokenUntil  `json:"postback_tokens"` // earlier ones that still open the door
	TagToken       string        `json:"tag_token"`       // public: it stands in the shop's pages
	EndsOn         string        `json:"ends_on"`         // last day whose sales count, YYYY-MM-DD in the workspace's time zone; empty is never
	Codes          []string      `json:"promo_codes"`     // of a promo code offer: the codes that it is about; empty is all that members have
	WindowDays     int           `json:"window_days"`     // days that a click may still earn; 0 leaves it to the network
	RuleID         RuleID        `json:"rule_id"`
	CreatedAt      string        `json:"created_at"` // RFC 3339

	Synced bool `json:"-"`
}

// NewPostbackToken makes the secret part of an offer's postback URL: 32
// characters, 160 random bits.
func NewPostbackToken(random io.Reader) (string, error) {
	a, err := NewID[string](random)
	if err != nil {
		return "", err
	}
	b, err := NewID[string](random)
	return a + b, err
}

// HashToken is how the relay keeps a postback token.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func checkName(wrong fieldErrors, field, name, missing string) {
	switch {
	case strings.TrimSpace(name) == "":
		wrong.add(field, missing)
	case utf8.RuneCountInString(name) > maxNameLength:
		wrong.add(field, "Use at most 120 characters.")
	case !oneLine(name):
		wrong.add(field, "Use one line.")
	}
}

// oneLine reports whether a text has neither line ends nor other control
// characters, which files and terminals would obey.
func oneLine(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp)
	})
}

func oneOf(value string, options ...string) bool {
	for _, option := range options {
		if value == option {
			return true
		}
	}
	return false
}

func plainKey(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return name != "" && len(name) <= 40
}

// sentence makes an error's text one: a capital and a full stop.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
