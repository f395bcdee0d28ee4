package report

// base is a sum over facts that formulas are made of.
type base uint8

const (
	grossClicks base = iota
	uniqueClicks
	rejectedClicks
	validClicks
	conversions // pending, approved or on hold
	rejectedConversions
	reversedConversions
	allConversions
	timedConversions // of conversions: those with a known click
	secondsToSale
	saleAmount
	commission
	payout
	payoutPending
	payoutDue
	payoutSending
	payoutPaid
	activeMembers
	membersWithConversions
	membersDue

	baseCount
)

// baseInfo says what a sum is.
type baseInfo struct {
	name  string // of a term
	words string // the formula of a measure that is this sum alone
	unit  Unit
	noun  string // after a number: "1,030 clicks"; empty for money
	none  string // why there is no figure where it stands below the line and is zero
}

// bases is the table of sums.
var bases = [baseCount]baseInfo{
	grossClicks:            {"Gross clicks", "All clicks added up", Count, "gross clicks", ""},
	uniqueClicks:           {"Unique clicks", "First clicks of visitors added up: by link and day", Count, "unique clicks", "There are no unique clicks."},
	rejectedClicks:         {"Rejected clicks", "Rejected clicks added up", Count, "rejected clicks", ""},
	validClicks:            {"Clicks", "Gross clicks − rejected clicks", Count, "clicks", "There are no clicks."},
	conversions:            {"Conversions", "Conversions that are pending, approved or on hold added up", Count, "conversions", "There are no conversions."},
	rejectedConversions:    {"Rejected conversions", "Conversions that are rejected added up", Count, "rejected conversions", ""},
	reversedConversions:    {"Reversed conversions", "Conversions that are reversed added up", Count, "reversed conversions", ""},
	allConversions:         {"All conversions", "Conversions of any status added up", Count, "conversions of any status", "There are no conversions."},
	timedConversions:       {"Conversions with a known time", "Conversions whose click is known added up", Count, "conversions with a known time", "No click of these conversions is known."},
	secondsToSale:          {"Time from click to conversion", "Times from click to conversion added up", Seconds, "", ""},
	saleAmount:             {"Sales", "Sale amounts of the counted conversions added up", Money, "", ""},
	commission:             {"Network commission", "CJ's commissions of the counted conversions added up", Money, "", ""},
	payout:                 {"Payouts earned", "What members earned added up: pending, due, being sent and paid", Money, "", "No payouts were earned."},
	payoutPending:          {"Pending payouts", "Pending earnings added up", Money, "", ""},
	payoutDue:              {"Payments due", "Earnings that are due added up", Money, "", ""},
	payoutSending:          {"Payouts being sent", "Earnings in payments that are not done added up", Money, "", ""},
	payoutPaid:             {"Paid", "Earnings in payments that are done added up", Money, "", ""},
	activeMembers:          {"Active members", "Members with clicks, conversions or payouts, each counted once", Count, "active members", ""},
	membersWithConversions: {"Members with conversions", "Members with counted conversions, each counted once", Count, "members with conversions", "No member has conversions."},
	membersDue:             {"Members due", "Members with payments due, each counted once", Count, "members due", ""},
}

// part is a sum as it stands in a formula.
type part struct {
	base base
	sign int64 // 1 or -1
}

// formula is sums over sums. Without any under the line it is what is over it.
type formula struct {
	times       int64 // 1 or 100: what is over the line is multiplied by it
	over, under []part
}
