package ledger

import "slices"

// Kind is what an account is for.
type Kind string

// The kinds.
const (
	Asset     Kind = "asset"
	Liability Kind = "liability"
	Income    Kind = "income"
	Expense   Kind = "expense"
	Equity    Kind = "equity"
)

// ByDebits reports whether accounts of the kind grow by debits; the others
// grow by credits.
func (k Kind) ByDebits() bool { return k == Asset || k == Expense }

// Line is one line of the chart of accounts: an account, or many whose names
// differ in one part.
type Line struct {
	Name     Account // "cj:locked", "wallet:*"
	Kind     Kind
	Clearing bool   // returns to zero when nothing is on its way
	Title    string // for a screen; * stands for the part
	Meaning  string // one sentence for who is no accountant
}

const exchange = "fx:*"

// chart is the brand's chart of accounts, as screens and exports show it.
var chart = []Line{
	{CJPending, Asset, false, "Reported by postbacks", "Commissions that postbacks reported and CJ's own rows have not confirmed yet."},
	{CJLocked, Asset, false, "CJ owes us", "Commissions in CJ's ledger that it has not paid yet. Pending ones can still change; the rest is locked."},
	{CJInTransit, Asset, true, "Paid by CJ, on its way", "Paid by CJ and not credited yet. Returns to zero."},
	{Wallet, Asset, false, "Balance to pay from", "Money that is there to pay members with."},
	{"wallet:*", Asset, false, "Balance at *", "Money at a payment provider that is there to pay members with."},
	{CardClearing, Asset, true, "Charged to the card, on its way", "Charged to the card and not available yet. Returns to zero."},
	{CSVClearing, Asset, true, "Payment files on their way", "Left the balance by a payment file that is not final yet. Returns to zero."},
	{"payout:clearing:*", Asset, true, "Payments by * on their way", "Left the balance by a provider and not final yet. Returns to zero."},
	{recoverable, Asset, false, "To take back from members", "Paid to a member for a sale that CJ took back later. It is taken off the next payments."},
	{payables, Liability, false, "Owed to members", "What members earned and were not paid yet. Pending ones are not owed until CJ has locked them, or wait for a payment to be final."},
	{Commission, Income, false, "Commissions", "What CJ pays on members' sales."},
	{TestIncome, Income, false, "Commissions of test purchases", "What CJ pays on test purchases. Members earn nothing on them."},
	{CJAdjust, Income, false, "Differences in CJ's payments", "What CJ paid more or less than it had locked."},
	{MemberCosts, Expense, false, "Members' earnings", "What members earned, by payout rules, bonuses and corrections."},
	{CardFees, Expense, false, "Card fees", "What the card costs."},
	{"expense:fee:*", Expense, false, "Fees of *", "What a payment provider costs."},
	{Funding, Equity, false, "Own money put in", "Deposits of the brand, to pay members before CJ has paid."},
	{Opening, Equity, false, "Opening balances", "Balances that the programme brought along when it moved here. The other side of each."},
	{exchange, Equity, false, "Exchange of *", "The two sides of an exchange between currencies."},
}

// Chart lists all lines, in the order in which a balance sheet has them.
func Chart() []Line { return slices.Clone(chart) }
