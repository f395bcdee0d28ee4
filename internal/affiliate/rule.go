package affiliate

// Payout options.
const (
	PayoutPercent     = "cps"     // per cent of the sale amount
	PayoutFlat        = "cpa"     // a flat amount for each conversion
	PayoutFlatPercent = "cpa_cps" // both
	PayoutShare       = "share"   // per cent of what CJ pays on the sale
	PayoutClick       = "cpc"     // a flat amount for each unique click
)

// Levels of a payout rule, the later over the earlier.
const (
	LevelOffer  = "offer"
	LevelGroup  = "group"
	LevelMember = "member"
)

// Rule is one version of a payout rule. Versions are never edited; of each rule
// the newest one in force on the sale day applies. A rule whose conditions a
// sale does not meet leaves it to the next one in order.
type Rule struct {
	ID        RuleID  `json:"-"`
	Version   int     `json:"-"` // given by the log's order, from 1
	Level     string  `json:"level"`
	OfferID   OfferID `json:"offer_id"`
	Subject   string  `json:"subject"`         // group or member id; empty at offer level
	Name      string  `json:"name,omitempty"`  // what the team calls it; may be empty
	ValidFrom string  `json:"valid_from"`      // first sale day, YYYY-MM-DD; empty is always
	Ended     bool    `json:"ended,omitempty"` // from ValidFrom on it applies to nothing
	Option    string  `json:"option"`
	Percent   string  `json:"percent"`    // decimal text, for cps, cpa_cps and share
	FlatMinor int64   `json:"flat_minor"` // for cpa, cpa_cps and cpc
	Currency  string  `json:"currency"`   // of every amount in the rule

	Conditions Conditions `json:"conditions,omitzero"`
	Tiers      Tiers      `json:"tiers,omitzero"`
	Recurring  Recurring  `json:"recurring,omitzero"`
	Bonuses    []Bonus    `json:"bonuses,omitempty"`
	Caps       []Cap      `json:"caps,omitempty"`
}

// Conditions narrow the sales that a rule is for; what is empty narrows nothing.
// All that are set must hold.
type Conditions struct {
	From     string `json:"from,omitempty"`      // first sale day
	To       string `json:"to,omitempty"`        // last sale day, included
	MinMinor int64  `json:"min_minor,omitempty"` // least sale amount, included
	MaxMinor int64  `json:"max_minor,omitempty"` // largest sale amount, included; 0 is no limit

	// SKUs and Lists hold when a line of the order is of one of them; Lists are
	// CJ's item lists, which stand for categories. With OnlyLines the rule pays
	// on the amounts of those lines alone.
	SKUs      []string `json:"skus,omitempty"`
	Lists     []string `json:"lists,omitempty"`
	OnlyLines bool     `json:"only_lines,omitempty"`

	Customer  string   `json:"customer,omitempty"`  // CustomerNew or CustomerReturning
	Countries []string `json:"countries,omitempty"` // ISO 3166 alpha-2 codes
	Coupons   []string `json:"coupons,omitempty"`   // promo codes, in upper case; "*" is any
	NoCoupon  bool     `json:"no_coupon,omitempty"` // only orders without one
}

// What is known of a customer.
const (
	CustomerNew       = "new"
	CustomerReturning = "returning"
)

// Periods over which tiers, bonuses and caps count, in sale days of the
// workspace's time zone.
const (
	PeriodDay      = "day"
	PeriodMonth    = "month"
	PeriodQuarter  = "quarter"
	PeriodYear     = "year"
	PeriodLifetime = "lifetime"
)

// What tiers and bonuses count.
const (
	CountSales       = "sales"       // sale amounts
	CountConversions = "conversions" // how many
)

// Tiers raise a rate with what the member's sales of the offer come to in a
// period. A sale gets the highest step that the period has reached with it.
type Tiers struct {
	By     string `json:"by,omitempty"` // CountSales or CountConversions; empty is no tiers
	Period string `json:"period,omitempty"`
	Whole  bool   `json:"whole,omitempty"` // the step reached by the end of the period counts for all of it
	Steps  []Step `json:"steps,omitempty"` // by From, ascending
}

// Step is a tier.
type Step struct {
	From      int64  `json:"from"`                 // minor units, or conversions
	Percent   string `json:"percent,omitempty"`    // in place of the rule's; empty keeps that
	FlatMinor int64  `json:"flat_minor,omitempty"` // in place of the rule's; 0 keeps that
}

// Recurring limits what further conversions of the same click earn: the zero
// value is no limit.
type Recurring struct {
	Max    int `json:"max,omitempty"`    // conversions of a click that earn, the first included
	Months int `json:"months,omitempty"` // after the first one's sale day
}

// Bonus is a one-off extra on the conversion by which the member reaches a
// threshold on the offer in a period.
type Bonus struct {
	By     string `json:"by"`
	Period string `json:"period"`
	From   int64  `json:"from"` // minor units, or conversions
	Minor  int64  `json:"minor"`
}

// Cap is the most that is paid in a period: to each member on the offer, or on
// the offer to all together.
type Cap struct {
	Period   string `json:"period"` // day, month or lifetime
	Together bool   `json:"together,omitempty"`
	Minor    int64  `json:"minor"`
}
