package cashflow

import (
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Stage is how far the money of a sale has come.
type Stage string

// The stages.
const (
	Open     Stage = "open"     // CJ can still correct it
	Locked   Stage = "locked"   // CJ owes it
	Received Stage = "received" // CJ has paid, the member is to be paid
	Paid     Stage = "paid"     // both are
	Early    Stage = "early"    // the member was paid before CJ paid
)

// StageInfo is a row of the table of stages.
type StageInfo struct {
	Stage Stage
	Label string
}

// Stages is the table of stages, in the order of time.
func Stages() []StageInfo {
	return []StageInfo{
		{Open, "Can be corrected"}, {Locked, "Locked, CJ pays next"}, {Received, "CJ has paid"}, {Paid, "Member paid, too"}, {Early, "Member paid before CJ"},
	}
}

// Has is what has happened to the money of a sale: all that its stage is told by.
type Has struct {
	Locked   bool // at CJ
	Received bool // CJ has paid it, or has nothing to pay for it
	Paid     bool // the member has all of it
}

// Stage is how far that is.
func (h Has) Stage() Stage {
	switch {
	case h.Paid && h.Received:
		return Paid
	case h.Paid:
		return Early
	case h.Received:
		return Received
	case h.Locked:
		return Locked
	}
	return Open
}

// With lists what may have happened at a stage.
func With(stage Stage) []Has {
	var list []Has
	for i := range 8 {
		if h := (Has{i&1 != 0, i&2 != 0, i&4 != 0}); h.Stage() == stage {
			list = append(list, h)
		}
	}
	return list
}

// Sale is what is known of the money of a sale.
type Sale struct {
	Has
	Sold       string
	CJStatus   string // empty where only a postback tells of it
	Locks      string // the day of CJ's locking date; empty where CJ tells none
	Commission money.Amount
	Owes       money.Amount // of it: CJ has not paid; negative: CJ takes it off its next payment
	ReceivedOn string
	Short      string // what a receipt lacks, in words; empty when nothing
	Payout     money.Amount
	Due        money.Amount // of it: the member has not got it
	PaidOn     string
	InPayment  bool   // Due is on its way
	Blocked    string // why Due can't be paid for another reason than CJ; empty when it can
}

// Clock is when something happened, or is expected to.
type Clock struct {
	Day      string // empty: not known
	Expected bool   // not happened yet
	Until    string // an expected span's last day
	Note     string
}

// Clocks are a sale's four.
type Clocks struct{ Sold, Locks, CJPays, Paid Clock }

// Clocks tells when the money of a sale moves.
func (s Schedule) Clocks(sale Sale) Clocks {
	clocks := Clocks{Sold: Clock{Day: sale.Sold}, Locks: s.locks(sale), CJPays: s.cjPays(sale)}
	clocks.Paid = s.paid(sale, clocks.CJPays)
	return clocks
}

func (s Schedule) locks(sale Sale) Clock {
	switch {
	case sale.CJStatus == "":
		return Clock{Expected: true, Note: "CJ's own row is not here yet"}
	case sale.Has.Locked:
		return Clock{Day: sale.Locks}
	case sale.Locks == "":
		return Clock{Expected: true, Note: "when CJ's advertiser accepts it"}
	case sale.Locks < s.today:
		return Clock{Day: sale.Locks, Expected: true, Note: "overdue: CJ has not locked it"}
	case sale.CJStatus == affiliate.CJExtended:
		return Clock{Day: sale.Locks, Expected: true, Note: "extended once"}
	}
	return Clock{Day: sale.Locks, Expected: true}
}

func (s Schedule) cjPays(sale Sale) Clock {
	switch {
	case sale.ReceivedOn != "" && sale.Owes.Minor < 0:
		return Clock{Day: sale.ReceivedOn, Note: fmt.Sprintf("%s were taken back since: CJ nets them off its next payment", sale.Owes.Neg())}
	case sale.ReceivedOn != "":
		return Clock{Day: sale.ReceivedOn, Note: sale.Short}
	case sale.CJStatus == "":
		return Clock{Expected: true, Note: "not known before CJ's own row is here"}
	case sale.Owes.Minor == 0:
		return Clock{Note: "CJ pays nothing for it"}
	}
	payment, known := s.Of(sale.Locks, sale.Has.Locked)
	switch {
	case !known:
		return Clock{Expected: true, Note: "after it has locked"}
	case payment.Day == "":
		return Clock{Expected: true, Note: fmt.Sprintf("below CJ's minimum of %s: rolls over", money.New(s.rules.Minimum, s.currency))}
	case payment.Overdue:
		return Clock{Day: payment.From, Until: payment.Until, Expected: true, Note: "overdue: no payment is recorded"}
	case payment.Rolled:
		return Clock{Day: payment.From, Until: payment.Until, Expected: true, Note: "with what was below CJ's minimum before"}
	}
	return Clock{Day: payment.From, Until: payment.Until, Expected: true}
}

func (s Schedule) paid(sale Sale, cj Clock) Clock {
	switch {
	case sale.Has.Paid && sale.Due.Minor < 0:
		return Clock{Day: sale.PaidOn, Note: fmt.Sprintf("%s come off the next payment", sale.Due.Neg())}
	case sale.Has.Paid && !sale.Has.Received:
		return Clock{Day: sale.PaidOn, Note: "before CJ paid"}
	case sale.Has.Paid:
		return Clock{Day: sale.PaidOn}
	case sale.Payout.Minor == 0 && sale.Due.Minor == 0:
		return Clock{Note: "nobody earns on it"}
	case sale.InPayment:
		return Clock{Expected: true, Note: "in a payment that is not final"}
	case sale.Blocked != "":
		return Clock{Expected: true, Note: sale.Blocked}
	case sale.Has.Received:
		return Clock{Day: s.today, Expected: true, Note: "can be paid now"}
	}
	return Clock{Day: cj.Day, Until: cj.Until, Expected: true}
}
