package affiliate

// DatedFact names what counts from a day on.
type DatedFact string

// The dated facts.
const (
	FactGroup       DatedFact = "group"       // of a member: its group
	FactPID         DatedFact = "pid"         // of a promotional property at CJ: its member
	FactCode        DatedFact = "code"        // of a promo code: its member
	FactAttribution DatedFact = "attribution" // of nothing: PreferLink or PreferCode
)
