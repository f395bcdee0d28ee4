package affiliate

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"linkledger/internal/money"
)

// Sources of receipts.
const (
	ReceiptCJ      = "cj"      // CJ paid locked commissions
	ReceiptDeposit = "deposit" // own money put in
)

// Receipt is money that came in.
type Receipt struct {
	ID        ReceiptID `json:"-"`
	Source    string    `json:"source"`
	Minor     int64     `json:"minor"`
	Currency  string    `json:"currency"`
	Day       string    `json:"day"`
	Reference string    `json:"reference"`

	// Of CJ's payment: what it settles. Only names commissions by CJ's ids;
	// without it, all are meant that had locked before LockedBefore (RFC 3339)
	// and are not settled yet, but for the conversions in Except.
	LockedBefore string         `json:"locked_before,omitempty"`
	Only         []string       `json:"only,omitempty"`
	Except       []ConversionID `json:"except,omitempty"`
	// Names stands for Only where that is too long for one entry: it is in
	// Parts changes of its own, which come before.
	Names string `json:"names,omitempty"`
	Parts int    `json:"parts,omitempty"`
	// Unexplained is what came for things that CJ does not owe by these books:
	// lines of its file that a person left out. It settles nothing.
	Unexplained int64 `json:"unexplained_minor,omitempty"`
	// Expected is what the person saw those come to.
	Expected int64 `json:"expected_minor,omitempty"`
	// WriteOff says that a shortfall will not come; else CJ still owes it.
	WriteOff bool   `json:"write_off,omitempty"`
	Why      string `json:"why,omitempty"` // of a difference
	// Another says that the person was told of a payment of the same amount a
	// few days from this one.
	Another bool `json:"another,omitempty"`
	// Replaces is the cancelled receipt of the same reference that this one was
	// recorded in place of.
	Replaces ReceiptID `json:"replaces,omitempty"`

	// Cancelled says that it was recorded by mistake: nothing of it counts.
	Cancelled       bool      `json:"cancelled,omitempty"`
	CancelReason    string    `json:"cancel_reason,omitempty"`
	CancelledDevice string    `json:"cancelled_device,omitempty"` // by the log
	CancelledActor  string    `json:"cancelled_actor,omitempty"`
	CancelledAt     time.Time `json:"cancelled_at,omitzero"`

	// What became of CJ's payment in the books.
	Settled int64 `json:"-"` // what it settled came to, in minor units
	Sales   int   `json:"-"` // of how many sales that CJ pays something for
	Short   int64 `json:"-"` // of Settled: CJ still owes it

	Synced bool `json:"-"`
}

// TooMuch says what to do about an amount beyond what the books take.
func TooMuch(c money.Currency) string {
	return "The amount is too large to be true: use at most " + money.New(money.Limit, c).String() + "."
}

// Amount is what came in.
func (r Receipt) Amount() money.Amount { return money.New(r.Minor, money.Currency(r.Currency)) }

// Check validates a receipt as a form sends it: an *Error with Fields.
func (r Receipt) Check() error {
	wrong := fieldErrors{}
	if !oneOf(r.Source, ReceiptCJ, ReceiptDeposit) {
		wrong.add("source", "Choose where the money came from.")
	}
	if r.Minor <= 0 || !money.Currency(r.Currency).Known() {
		wrong.add("amount", "Enter an amount such as 120.00.")
	} else if !r.Amount().Sane() {
		wrong.add("amount", TooMuch(r.Amount().Currency))
	}
	if !IsDay(r.Day) {
		wrong.add("day", "Enter the day as YYYY-MM-DD.")
	}
	if utf8.RuneCountInString(r.Reference) > 200 {
		wrong.add("reference", "Use at most 200 characters.")
	}
	if utf8.RuneCountInString(r.Why) > maxReasonLength {
		wrong.add("why", "Use at most 500 characters.")
	}
	if len(r.Only) > maxReceiptNames {
		wrong.add("only", "The file names too many commissions for one payment. Leave it out, and give the day before which they had locked.")
	}
	if unexplained := money.New(r.Unexplained, money.Currency(r.Currency)); r.Unexplained > max(r.Minor, 0) || !unexplained.Sane() {
		wrong.add("amount", "This is less than the lines come to that are left out.")
	}
	if len(r.Except) > ReceiptNamesEach {
		wrong.add("except", "Leave out fewer sales, or choose an earlier day before which they had locked.")
	}
	return wrong.err()
}

// maxReceiptNames is how many commissions a payment may name.
const maxReceiptNames = 100_000

// Owing is a part of what CJ owes that no receipt has settled.
type Owing struct {
	// Key is CJ's commission id; OwingOpening of a balance that the programme
	// brought along, OwingShort of what an earlier receipt lacked.
	Key          string
	ConversionID ConversionID // empty for what is of no sale
	Amount       money.Amount // negative for what CJ takes back
	Locked       bool         // CJ will not change it any more
	LocksAt      time.Time    // CJ's locking date
}

// Keys of what CJ owes on no commission row.
const (
	OwingOpening = "opening:"
	OwingShort   = "short:"
)

// meantFor gives the test whether CJ's payment is meant to pay something that it
// owes. A payment without any bound is meant for all that is locked.
func (r *Receipt) meantFor() func(Owing) bool {
	only, except := setOf(r.Only), setOf(r.Except)
	before, err := time.Parse(time.RFC3339, r.LockedBefore)
	return func(o Owing) bool {
		switch {
		case r.Source != ReceiptCJ || o.Amount.Currency != money.Currency(r.Currency):
			return false
		case len(only) > 0:
			return only[o.Key]
		case !o.Locked || o.ConversionID != "" && except[o.ConversionID]:
			return false
		}
		return err != nil || o.LocksAt.Before(before)
	}
}

func setOf[T comparable](list []T) map[T]bool {
	set := make(map[T]bool, len(list))
	for _, one := range list {
		set[one] = true
	}
	return set
}

// Settle picks what CJ's payment pays of all that it owes, and sums that up in
// the receipt. What it lacks CJ still owes, unless it is written off.
func (r *Receipt) Settle(owing []Owing) ([]Owing, error) {
	var settles []Owing
	meant := r.meantFor()
	sum, sales := money.New(0, money.Currency(r.Currency)), map[ConversionID]int64{}
	for _, o := range owing {
		if !meant(o) {
			continue
		}
		var err error
		if sum, err = sum.Add(o.Amount); err != nil {
			return nil, Errorf(Invalid, "What CJ owes adds up to no amount: %v", err)
		}
		if settles = append(settles, o); o.ConversionID != "" {
			sales[o.ConversionID] += o.Amount.Minor
		}
	}
	if r.Source == ReceiptCJ && len(r.Only) > 0 {
		rest := slices.DeleteFunc(slices.Clone(owing), meant)
		for _, o := range besides(rest, money.New(r.Minor-r.Unexplained-sum.Minor, sum.Currency)) {
			sum.Minor += o.Amount.Minor
			settles = append(settles, o)
		}
	}
	maps.DeleteFunc(sales, func(_ ConversionID, minor int64) bool { return minor == 0 }) // taken back before it was paid
	r.Settled, r.Sales, r.Short = sum.Minor, len(sales), 0
	if short := sum.Minor - (r.Minor - r.Unexplained); short > 0 && !r.WriteOff {
		r.Short = short
	}
	return settles, nil
}

// besides are what a payment that names commissions pays beyond them: CJ names
// none for what an earlier payment lacked or what was brought along. Each is
// paid whole, or by another payment.
func besides(owing []Owing, left money.Amount) (pays []Owing) {
	for _, kind := range []string{OwingShort, OwingOpening} {
		for _, o := range owing {
			if strings.HasPrefix(o.Key, kind) && o.Amount.Currency == left.Currency && o.Amount.Minor <= left.Minor {
				left.Minor -= o.Amount.Minor
				pays = append(pays, o)
			}
		}
	}
	return pays
}
