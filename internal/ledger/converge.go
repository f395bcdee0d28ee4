package ledger

import (
	"slices"

	"linkledger/internal/money"
)

// Leg is how a cause stands between two accounts, in one currency: the debit
// account has Posted of it for good, and more may be reserved by what is Open.
type Leg struct {
	Posted money.Amount // signed: negative when credits prevail
	Open   []Transfer   // pending transfers not resolved yet
}

// LegOf is how the transfers of one cause stand on accounts together, in a
// currency, counted by credits.
func LegOf(transfers []Transfer, c money.Currency, accounts ...Account) Leg {
	leg := Leg{Posted: money.New(0, c)}
	resolved := map[string]bool{}
	for _, t := range transfers {
		if t.PendingID != "" {
			resolved[t.PendingID] = true
		}
	}
	for _, t := range transfers {
		credits, debits := slices.Contains(accounts, t.Credit), slices.Contains(accounts, t.Debit)
		if credits == debits || t.Amount.Currency != c {
			continue
		}
		switch {
		case t.Phase == Pending && !resolved[t.ID]:
			leg.Open = append(leg.Open, t)
		case t.Phase == Pending || t.Phase == Void:
		case credits:
			leg.Posted.Minor += t.Amount.Minor
		default:
			leg.Posted.Minor -= t.Amount.Minor
		}
	}
	return leg
}

// Currencies lists those of transfers, each once and in order.
func Currencies(transfers []Transfer) []money.Currency {
	var list []money.Currency
	for _, t := range transfers {
		list = append(list, t.Amount.Currency)
	}
	slices.Sort(list)
	return slices.Compact(list)
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
