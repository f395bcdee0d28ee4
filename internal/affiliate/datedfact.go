package affiliate

// DatedFact names what counts from a day on.
type DatedFact string

// The dated facts.
const (
	FactGroup       DatedFact = "group"       // of a member: its group
	FactCode        DatedFact = "code"        // of a promo code: its member
	FactAttribution DatedFact = "attribution" // of nothing: PreferLink or PreferCode
)
