package clickquality

// Kind is what stands out.
type Kind string

// The kinds of notes.
const (
	Soon     Kind = "soon"     // conversions within a minute of the click
	Referrer Kind = "referrer" // one referrer dominates
	NoSales  Kind = "no_sales" // clicks up, and no conversion
	Jump     Kind = "jump"     // earnings per click
	Night    Kind = "night"    // conversions at night
	Country  Kind = "country"  // one that was rare before
	Rejects  Kind = "rejected" // more clicks are rejected
)

// Note is a reason to look at a subject. Which of its figures it has, its kind
// says.
type Note struct {
	Kind    Kind
	Subject string
	Value   string // the referrer or country that it is about
	// Part of Of is what was counted now, and before.
	Part, Of         int64
	PartBase, OfBase int64
	// General says that what was counted before is of all members together: of
	// this one is too little known.
	General bool
	// Amounts are the payouts of Of clicks now and of OfBase before, of Jump.
	Currency           string
	Amount, AmountBase int64
	Seconds            int64 // how long Part took on average, of Soon
	Days, DaysBase     int
}
