package affiliate

// DatedFact names what counts from a day on.
type DatedFact string

// The dated facts.
const (
	FactGroup       DatedFact = "group"       // of a member: its group
	FactPID         DatedFact = "pid"         // of a promotional property at CJ: its member
	FactCode        DatedFact = "code"        // of a promo code: its member
	FactAttribution DatedFact = "attribution" // of nothing: PreferLink or PreferCode
	FactOffer       DatedFact = "offer"       // of an offer: its Crediting
)

// Dated is a value that counts from a day on; from always on for no day.
type Dated struct {
	Since string
	Value string
}
