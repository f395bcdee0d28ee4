package scenario

// Kind is what happens in a step.
type Kind string

// What can happen.
const (
	Click     Kind = "click"       // on Link
	Buy       Kind = "buy"         // Order, through Link or a Stranger's or none
	Repeat    Kind = "repeat"      // the shop reports Order again, as Other if that is set
	Book      Kind = "book"        // CJ books Order, of which the shop knows nothing
	Announce  Kind = "announce"    // CJ sends a postback for Order and books nothing
	Return    Kind = "return"      // Amount or Items of Order, or all of it
	Lower     Kind = "lower"       // CJ takes Amount off Order in one row
	PutOff    Kind = "put off"     // the brand extends Order
	Accept    Kind = "accept"      // the brand accepts Order
	Decline   Kind = "decline"     // the brand declines Order
	TakeBack  Kind = "take back"   // CJ takes Amount of Order, or all, back by hand
	Bonus     Kind = "bonus"       // CJ gives Amount, which may be negative
	FromNowOn Kind = "from now on" // Habit holds
	Lock      Kind = "lock"        // nothing but the clock's own doing
	Pay       Kind = "pay"         // nothing but the clock's own doing
)

// Action is what happens in a step; which fields count is the Kind's to say.
type Action struct {
	Kind     Kind
	Link     string // whose: a name, "test" for the test link
	Stranger bool   // through a link that the programme didn't make
	Order    string
	Other    string
	Amount   string // decimal text, "" for all or none
	Items    []Item
	Code     string // promo code
	Customer string // "new", "returning" or ""
	Locking  Locking
	DaysLate int    // how long after the sale the shop reports it
	Reported string // the amount that the shop reports, when it is another
	Silent   bool   // the shop reports nothing
	Reason   string // as CJ's order API writes it, "" for none
	Habit    Habit
}

// Item is a line of an order.
type Item struct {
	SKU      string
	Quantity int
	Price    string // of one, decimal text; "" in a return
}

// Locking is how CJ locks a sale.
type Locking string

// The ways, of which the zero value is CJ's standard cycle.
const (
	Standard    Locking = ""
	Marketplace Locking = "marketplace"   // a number of days after the sale
	GiftCard    Locking = "gift card"     // at once
	MadeToOrder Locking = "made to order" // when the brand accepts it
)

// Habit is a way in which CJ or the shop behaves from some time on; the names
// are those of the stand-in's faults.
type Habit string

// AllIsWell ends every habit.
const AllIsWell Habit = "all is well"

// habits are the words for them.
var habits = map[string]Habit{
	"CJ sends each postback twice":           "duplicate-postback",
	"CJ sends no postbacks":                  "no-postback",
	"CJ sends its postbacks a day late":      "late-postback",
	"CJ sends its postbacks out of order":    "postbacks-out-of-order",
	"CJ sends its postbacks without amounts": "missing-fields",
	"CJ sends its postbacks unfilled":        "unexpanded-macros",
	"CJ sends its postbacks in cents":        "wrong-unit",
	"CJ forgets whose click it was":          "wrong-sid",
	"CJ locks nothing":                       "never-locks",
	"CJ pays nothing":                        "no-payment",
	"all is well":                            AllIsWell,
}

// reasons are the words for CJ's reasons for a correction.
var reasons = map[string]string{
	"the card was refused":  "InvalidCreditCard",
	"it can't be sent":      "CannotShipSoldOut",
	"it was ordered twice":  "DuplicateOrder",
	"it was never paid":     "BadDebt",
	"it broke the rules":    "Compliance",
	"the customer is known": "UnqualifiedLead",
}
