package desktop

// PayoutOptions feed the payout rule form.
type PayoutOptions struct {
	Levels    []Choice `json:"levels"`  // offer, group, member, with how they go over each other
	Options   []Choice `json:"options"` // payout options, with their codes' names: "CPS: per cent of the sale" …
	Periods   []Choice `json:"periods"` // for tiers and bonuses
	CapSpans  []Choice `json:"capSpans"`
	Counts    []Choice `json:"counts"`    // what tiers and bonuses count
	Customers []Choice `json:"customers"` // any, new, returning
	Groups    []Choice `json:"groups"`    // value is the id
	Currency  string   `json:"currency"`
}

// RuleForm adds a payout rule or a new version of one. Amounts and rates are
// decimal texts in major units and per cent; days are YYYY-MM-DD.
type RuleForm struct {
	ID      string `json:"id"` // empty to add
	OfferID string `json:"offerId"`
	Level   string `json:"level"`   // "offer", "group" or "member"
	Subject string `json:"subject"` // id of the group or member; empty for the offer
	Name    string `json:"name"`

	ValidFrom string `json:"validFrom"` // first sale day; empty is today for a change, and always for an offer's first rule
	Option    string `json:"option"`
	Percent   string `json:"percent"`
	Flat      string `json:"flat"`

	Conditions RuleConditions `json:"conditions"`
	TierBy     string         `json:"tierBy"` // "", "sales" or "conversions"
	TierPeriod string         `json:"tierPeriod"`
	TierWhole  bool           `json:"tierWhole"`
	Tiers      []RuleTier     `json:"tiers"`
	RepeatMax  string         `json:"repeatMax"`    // conversions of a click that earn; empty is all
	RepeatFor  string         `json:"repeatMonths"` // months after the first; empty is for ever
	Bonuses    []RuleBonus    `json:"bonuses"`
	Caps       []RuleCap      `json:"caps"`

	Seen string `json:"seen"` // the version that the form shows; empty to add
}

// RuleConditions narrow what a rule is for; what is empty narrows nothing.
type RuleConditions struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Min       string   `json:"min"`
	Max       string   `json:"max"`
	SKUs      []string `json:"skus"`
	Lists     []string `json:"lists"`
	OnlyLines bool     `json:"onlyLines"`
	Customer  string   `json:"customer"`
	Countries []string `json:"countries"`
	Coupons   []string `json:"coupons"`
	NoCoupon  bool     `json:"noCoupon"`
}

// RuleTier is a step: from what is reached, what is paid.
type RuleTier struct {
	From    string `json:"from"` // an amount, or a number of conversions
	Percent string `json:"percent"`
	Flat    string `json:"flat"`
}

// RuleBonus is a one-off extra.
type RuleBonus struct {
	By     string `json:"by"`
	Period string `json:"period"`
	From   string `json:"from"`
	Amount string `json:"amount"`
}

// RuleCap is the most that is paid.
type RuleCap struct {
	Period   string `json:"period"`
	Together bool   `json:"together"`
	Amount   string `json:"amount"`
}

// PayoutRules are an offer's rules as the engine asks them: the first that a
// sale meets pays it.
type PayoutRules struct {
	OfferID   string    `json:"offerId"`
	OfferName string    `json:"offerName"`
	Currency  string    `json:"currency"`
	Rules     []RuleRow `json:"rules"`
}

// RuleRow is a payout rule with its newest version in force.
type RuleRow struct {
	ID          string        `json:"id"`
	Level       string        `json:"level"`
	Subject     string        `json:"subject"`
	SubjectName string        `json:"subjectName"`
	Name        string        `json:"name"`
	State       string        `json:"state"` // "in_force", "scheduled" or "ended"
	Words       string        `json:"words"` // what it pays
	When        []string      `json:"when"`  // its conditions and limits, each in words
	Form        RuleForm      `json:"form"`  // to make the next version of
	Versions    []RuleVersion `json:"versions"`
	Synced      bool          `json:"synced"`
}

// RuleVersion is one version of a rule, the newest first in a list.
type RuleVersion struct {
	Version   int    `json:"version"`
	ValidFrom string `json:"validFrom"` // empty: always
	Words     string `json:"words"`
	Ended     bool   `json:"ended"`
	Actor     string `json:"actor"`
	At        string `json:"at"`
}

// RuleCheck is a form read, before it is published.
type RuleCheck struct {
	Words    string            `json:"words"`
	When     []string          `json:"when"`
	Fields   map[string]string `json:"fields"` // what is wrong, by field: "tiers.0.from"
	Warnings []string          `json:"warnings"`
}

// WhatIfForm asks what a rule would have cost.
type WhatIfForm struct {
	Rule   RuleForm `json:"rule"`
	Months int      `json:"months"` // back from today; 0 is all there is
}

// WhatIfView is a replay of past sales under a proposed rule.
type WhatIfView struct {
	ID    string `json:"id"`
	State string `json:"state"` // "running", "done", "cancelled" or "failed"
	Done  int    `json:"done"`  // conversions replayed
	Total int    `json:"total"`
	Error string `json:"error"`

	From        string         `json:"from"` // empty is the beginning
	To          string         `json:"to"`
	Past        bool           `json:"past"` // the rule counts for the past: all that it moves is compared, from its own first day on
	Conversions int            `json:"conversions"`
	Changed     int            `json:"changed"` // conversions that would earn otherwise
	Totals      []WhatIfTotal  `json:"totals"`  // one for each currency
	Members     []WhatIfMember `json:"members"` // those with a difference, the largest first; at most 500
	MoreMembers int            `json:"moreMembers"`
	Millis      int            `json:"millis"`
}

// WhatIfTotal compares costs in one currency.
type WhatIfTotal struct {
	Currency   string `json:"currency"`
	Sales      Money  `json:"sales"`
	Now        Money  `json:"now"`
	Then       Money  `json:"proposed"`
	Difference Money  `json:"difference"`
	Commission Money  `json:"commission"` // what CJ pays on the same sales
	Gain       int    `json:"gain"`       // members who would earn more
	Lose       int    `json:"lose"`
	Same       int    `json:"same"`
}

// WhatIfMember is who gains or loses.
type WhatIfMember struct {
	MemberID    string `json:"memberId"`
	MemberName  string `json:"memberName"`
	Conversions int    `json:"conversions"`
	Now         Money  `json:"now"`
	Then        Money  `json:"proposed"`
	Difference  Money  `json:"difference"`
}

// StatusView is one row of the table of conversion statuses.
type StatusView struct {
	Status  string   `json:"status"`
	Words   string   `json:"words"`
	Meaning string   `json:"meaning"`
	Moves   []string `json:"moves"` // statuses that a person may choose next
	ByCJ    []string `json:"byCj"`  // statuses that the network's reports may bring
}

// AdjustForm changes what conversions earn, by an amount each.
type AdjustForm struct {
	ConversionIDs []string          `json:"conversionIds"`
	All           *ConversionFilter `json:"all,omitempty"` // in their place: all that the filter shows
	Amount        string            `json:"amount"`        // decimal text, signed
	Reason        string            `json:"reason"`
}

// BulkResult is what became of a decision on many conversions.
type BulkResult struct {
	Rows    []ConversionRow `json:"rows"` // as they stand now; at most 200
	Changed int             `json:"changed"`
	Left    []Pair          `json:"left"` // order or conversion, and why it was left as it is
	Undo    string          `json:"undo"` // to take the whole decision back; empty when nothing changed
}
