package affiliate

// DatedFact names what counts from a day on.
type DatedFact string

// The dated facts.
const (
	FactGroup       DatedFact = "group"       // of a member: its group
	FactPID         DatedFact = "pid"         // of a promotional property at CJ: its member
	FactCode        DatedFact = "code"        // of a promo code: its member
	FactAttribution DatedFact = "attribution" // of nothing: PreferLink or PreferCode

	FactOfferEnd    DatedFact = "offer_end"     // of an offer: its last day
	FactOfferWindow DatedFact = "offer_window"  // for how many days a click on it earns
	FactOfferByCode DatedFact = "offer_by_code" // whether it takes sales by promo codes
	FactOfferCodes  DatedFact = "offer_codes"   // by which; any for none
)

// Dated is a value that counts from a day on; from always on for no day.
type Dated struct {
	Since string
	Value string
}
