package affiliate

import (
	"math"

	"linkledger/internal/money"
)

// Earning is what a member earned by one cause, or a later correction of that: a
// signed amount with the rule, its version and the inputs that made it. It is
// never edited; corrections are further earnings.
type Earning struct {
	ID           EarningID
	Cause        string       // of the ledger: "conversion:<id>", "clicks:<offer>.<member>.<day>", "adjustment:<id>" …
	ConversionID ConversionID // empty when no conversion caused it
	MemberID     MemberID
	Number       int // of the cause, from 1
	Amount       money.Amount
	State        EarningState
	Account      string // the ledger account that owes it
	RuleID       RuleID
	RuleVersion  int
	Inputs       string // JSON
	Explanation  string
	Day          string // YYYY-MM-DD
}

// EarningState follows the ledger transfer of an earning.
type EarningState string

// The states.
const (
	EarningPending EarningState = "pending" // CJ has not locked the sale
	EarningPosted  EarningState = "posted"  // owed to the member
	EarningVoid    EarningState = "void"    // replaced before it was owed
)

// PaymentState is how far a payment has come.
type PaymentState string

// The states, in order; cancelled and refused end it, without money sent as far
// as the device that said so knew. Another's word that it was paid still counts.
const (
	PaymentIntent    PaymentState = "intent"
	PaymentExported  PaymentState = "exported"
	PaymentPaid      PaymentState = "paid"
	PaymentCancelled PaymentState = "cancelled"
	PaymentRefused   PaymentState = "refused" // the log held another payment of the same earnings
)

// paymentMoves are the states that may follow each.
var paymentMoves = map[PaymentState][]PaymentState{
	PaymentIntent:   {PaymentExported, PaymentPaid, PaymentCancelled},
	PaymentExported: {PaymentExported, PaymentPaid, PaymentCancelled},
}

// CanMove reports whether a payment may go from one state to another.
func (s PaymentState) CanMove(to PaymentState) bool {
	for _, next := range paymentMoves[s] {
		if next == to {
			return true
		}
	}
	return false
}

// Open reports whether the payment's money is still reserved.
func (s PaymentState) Open() bool { return s == PaymentIntent || s == PaymentExported }

// RouteCSV is a file of payments that a person uploads or works through.
const RouteCSV = "csv"

// Payment is money sent to members in one go.
type Payment struct {
	ID        PaymentID     `json:"-"`
	Number    int           `json:"-"` // given by the log's order, from 1
	State     PaymentState  `json:"state"`
	Route     string        `json:"route"`
	Currency  string        `json:"currency"`
	Lines     []PaymentLine `json:"lines"`
	CreatedAt string        `json:"created_at"`
	File      string        `json:"file"`      // name of the exported file
	FileHash  string        `json:"file_hash"` // hex SHA-256
	PaidOn    string        `json:"paid_on"`   // YYYY-MM-DD
	Reference string        `json:"reference"`
	Reason    string        `json:"reason"` // of a cancellation or refusal

	Synced bool `json:"-"`
}

// PaymentLine is what one member gets and the earnings that it settles.
type PaymentLine struct {
	MemberID MemberID    `json:"member_id"`
	Payee    string      `json:"payee"`
	Minor    int64       `json:"minor"`
	Earnings []EarningID `json:"earnings"`
}

// Total is the sum of the lines; the largest amount there is when they sum to
// more, which no balance covers.
func (p Payment) Total() money.Amount {
	currency := money.Currency(p.Currency)
	total := money.New(0, currency)
	for _, line := range p.Lines {
		sum, err := total.Add(money.New(line.Minor, currency))
		if err != nil {
			return money.New(math.MaxInt64, currency)
		}
		total = sum
	}
	return total
}
