package ledger

import "linkledger/internal/money"

// Leg is how a cause stands between two accounts, in one currency: the debit
// account has Posted of it for good, and more may be reserved by what is Open.
type Leg struct {
	Posted money.Amount // signed: negative when credits prevail
	Open   []Transfer   // pending transfers not resolved yet
}

// Target is where a leg should stand.
type Target struct {
	Debit  Account
	Credit Account
	Amount money.Amount // signed
	Final  bool         // posted; otherwise pending
}

// Converge lists the transfers that bring a leg to its target: never an edit,
// only posts, voids and further transfers. What was posted once stays posted;
// a later difference moves directly. The caller fills in everything but
// accounts, amount, phase and pending id. A difference that fits no amount
// becomes a transfer of nothing, which Check refuses.
func Converge(leg Leg, to Target) []Transfer {
	var moves []Transfer
	difference, err := to.Amount.Sub(leg.Posted)
	if err != nil {
		return []Transfer{{Debit: to.Debit, Credit: to.Credit, Amount: money.New(0, to.Amount.Currency), Phase: Direct}}
	}
	missing := difference.Minor
	settled := to.Final || leg.Posted.Minor != 0
	kept := false
	for _, p := range leg.Open {
		phase := Void
		if !kept && matches(p, to, missing) {
			kept = true
			if !settled {
				continue // it is right as it stands
			}
			phase = Post
		}
		moves = append(moves, Transfer{Debit: p.Debit, Credit: p.Credit, Amount: p.Amount, Phase: phase, PendingID: p.ID})
	}
	if kept || missing == 0 {
		return moves
	}
	phase := Pending
	if settled {
		phase = Direct
	}
	next := Transfer{Debit: to.Debit, Credit: to.Credit, Amount: money.New(missing, to.Amount.Currency), Phase: phase}
	if missing < 0 {
		next.Debit, next.Credit, next.Amount = to.Credit, to.Debit, next.Amount.Neg()
	}
	return append(moves, next)
}

// matches reports whether a pending transfer is just what is missing.
func matches(p Transfer, to Target, missing int64) bool {
	if p.Amount.Currency != to.Amount.Currency {
		return false
	}
	if missing < 0 {
		return p.Debit == to.Credit && p.Credit == to.Debit && p.Amount.Minor == -missing
	}
	return p.Debit == to.Debit && p.Credit == to.Credit && p.Amount.Minor == missing
}
