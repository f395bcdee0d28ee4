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
	Archived = "archived"
)

// ConversionTypes are what an offer counts, in TUNE's and Aspire's words.
var ConversionTypes = []string{"sale", "lead", "email_submit", "download"}

// ProtocolPostback is "Server Postback w/ Transaction ID".
const ProtocolPostback = "server_postback_tid"

// UTM is one parameter for the landing page.
type UTM struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Offer is what members promote.
type Offer struct {
	ID             OfferID       `json:"-"`
	Name           string        `json:"name"`
	Description    string        `json:"description"` // for the team; never leaves the devices
	Status         string        `json:"status"`
	ConversionType string        `json:"conversion_type"`
	Protocol       string        `json:"protocol"`
	OfferURL       string        `json:"offer_url"`    // as entered
	Destination    string        `json:"destination"`  // what the relay redirects to: OfferURL with sid and UTMs
	FallbackURL    string        `json:"fallback_url"` // for links that don't run; may be empty
	UTMs           []UTM         `json:"utms"`
	PassThrough    []string      `json:"pass_through"` // query parameters of a member link that go on to the destination
	Preset         string        `json:"preset"`
	Postback       PostbackRules `json:"postback"`
	PostbackToken  string        `json:"postback_token"`
	RuleID         RuleID        `json:"rule_id"`
	CreatedAt      string        `json:"created_at"` // RFC 3339

	Synced bool `json:"-"`
}

const maxNameLength = 120

// Check validates an offer as a form sends it: an *Error with Fields.
func (o Offer) Check(policy URLPolicy) error {
	wrong := fieldErrors{}
	checkName(wrong, "name", o.Name, "Enter a name for the offer.")
	if utf8.RuneCountInString(o.Description) > 2000 {
		wrong.add("description", "Use at most 2,000 characters.")
	}
	if !oneOf(o.ConversionType, ConversionTypes...) {
		wrong.add("conversionType", "Choose what counts as a conversion.")
	}
	if o.Protocol != ProtocolPostback {
		wrong.add("protocol", "Choose Server Postback w/ Transaction ID.")
	}
	if !oneOf(o.Status, Active, Paused) {
		wrong.add("status", "Choose active or paused.")
	}
	if err := policy.CheckURL(o.OfferURL); err != nil {
		wrong.add("offerUrl", sentence(err))
	} else if err := policy.CheckURL(o.Destination); err != nil {
		wrong.add("offerUrl", sentence(err))
	} else if sent, _, _ := strings.Cut(o.Destination, "#"); !strings.Contains(sent, "{click_id}") && !strings.Contains(sent, "{transaction_id}") {
		wrong.add("offerUrl", "The URL does not carry {click_id}, so no sale could be credited to a member.")
	}
	if o.FallbackURL != "" {
		if err := policy.CheckURL(o.FallbackURL); err != nil {
			wrong.add("fallbackUrl", sentence(err))
		}
	}
	if _, known := PostbackPresetNamed(o.Preset); !known && o.Preset != "" {
		wrong.add("preset", "Choose the network that sends the postbacks.")
	}
	o.Postback.check(wrong)
	if err := CheckPassThrough(o.PassThrough); err != nil {
		wrong.add("passThrough", sentence(err))
	}
	for _, utm := range o.UTMs {
		if !plainKey(utm.Name) || utf8.RuneCountInString(utm.Value) > 200 {
			wrong.add("utms", "Use letters, digits and _ for names, and at most 200 characters for values.")
		}
	}
	return wrong.err()
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
