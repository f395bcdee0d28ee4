package affiliate

import (
	"fmt"

	"linkledger/internal/money"

	"github.com/shopspring/decimal"
)

// Payout options.
const (
	PayoutPercent = "cps" // per cent of the sale amount
	PayoutFlat    = "cpa" // a flat amount for each conversion
)

// Levels of a payout rule, the later over the earlier.
const (
	LevelOffer  = "offer"
	LevelGroup  = "group"
	LevelMember = "member"
)

// Rule is one version of a payout rule. Versions are never edited; the one in
// force on the sale day applies.
type Rule struct {
	ID        RuleID  `json:"-"`
	Version   int     `json:"-"` // given by the log's order, from 1
	Level     string  `json:"level"`
	OfferID   OfferID `json:"offer_id"`
	Subject   string  `json:"subject"`    // group or member id; empty at offer level
	ValidFrom string  `json:"valid_from"` // first sale day, YYYY-MM-DD; empty is always
	Option    string  `json:"option"`
	Percent   string  `json:"percent"`    // decimal text, for cps
	FlatMinor int64   `json:"flat_minor"` // for cpa
	Currency  string  `json:"currency"`   // of FlatMinor
}

var maxPercent = decimal.NewFromInt(100)

// Check validates a rule as a form sends it: an *Error with Fields.
func (r Rule) Check() error {
	wrong := fieldErrors{}
	switch r.Option {
	case PayoutPercent:
		p, err := money.ParseDecimal(r.Percent)
		if err != nil || p.IsNegative() || p.GreaterThan(maxPercent) || p.Exponent() < -4 {
			wrong.add("payoutPercent", "Enter a percentage from 0 to 100, such as 10 or 7.5.")
		}
	case PayoutFlat:
		if r.FlatMinor < 0 || !money.Currency(r.Currency).Known() {
			wrong.add("payoutFlat", "Enter an amount such as 5.00.")
		} else if flat := money.New(r.FlatMinor, money.Currency(r.Currency)); !flat.Sane() {
			wrong.add("payoutFlat", tooMuch(flat.Currency))
		}
	default:
		wrong.add("payoutOption", "Choose how members are paid.")
	}
	switch r.Level {
	case LevelOffer, LevelGroup, LevelMember:
		if (r.Level == LevelOffer) != (r.Subject == "") {
			wrong.add("subject", "Choose the group or member; a rule of the offer is for everybody.")
		}
	default:
		wrong.add("level", "Choose whom the payout is for: the offer, a group or a member.")
	}
	if r.ValidFrom != "" && !IsDay(r.ValidFrom) {
		wrong.add("validFrom", "Enter the day as YYYY-MM-DD.")
	}
	return wrong.err()
}

// Words says what the rule pays: "10 % of the sale".
func (r Rule) Words() string {
	if r.Option == PayoutFlat {
		return fmt.Sprintf("%s per conversion", money.New(r.FlatMinor, money.Currency(r.Currency)))
	}
	return r.Percent + " % of the sale"
}
