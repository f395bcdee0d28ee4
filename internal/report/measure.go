package report

// Measure is a figure that reports show.
type Measure string

// The measures.
const (
	Clicks         Measure = "clicks"
	GrossClicks    Measure = "gross_clicks"
	UniqueClicks   Measure = "unique_clicks"
	RejectedClicks Measure = "rejected_clicks"

	Conversions         Measure = "conversions"
	RejectedConversions Measure = "rejected_conversions"
	ReversedConversions Measure = "reversed_conversions"
	SaleAmount          Measure = "sales"
	NetworkCommission   Measure = "commission"

	Payout        Measure = "payout"
	PayoutPending Measure = "payout_pending"
	PayoutDue     Measure = "payout_due"
	PayoutSending Measure = "payout_sending"
	PayoutPaid    Measure = "payout_paid"
	Margin        Measure = "margin"

	EPC           Measure = "epc"
	EPC100        Measure = "epc100"
	NetworkEPC    Measure = "network_epc"
	NetworkEPC100 Measure = "network_epc100"
	RPC           Measure = "rpc"
	CR            Measure = "cr"
	CRUnique      Measure = "cr_unique"
	AOV           Measure = "aov"
	ROAS          Measure = "roas"
	ReversalRate  Measure = "reversal_rate"
	ClickToSale   Measure = "click_to_conversion"

	ActiveMembers          Measure = "members_active"
	MembersWithConversions Measure = "members_with_conversions"
	MembersDue             Measure = "members_due"
	SalesPerMember         Measure = "sales_per_member"
	PayoutPerMember        Measure = "payout_per_member"
)

// MeasureInfo is a row of the table of measures.
type MeasureInfo struct {
	Measure     Measure
	Label       string // a column's head
	Explanation string // for a manager who never read an affiliate glossary
	Formula     string // in words: "Sales ÷ clicks"
	Section     string // of the list that a person chooses from
	Unit        Unit
	Places      int32 // decimals of a rate; of a MoneyRate beside the currency's own

	formula formula
}

// Measures is the table of measures, in the order in which screens list them.
func Measures() []MeasureInfo {
	const clicks, sales, money, rates, people = "Clicks", "Sales", "Payouts", "Rates", "Members"
	return []MeasureInfo{
		sum(clicks, Clicks, Count, "Clicks", "Clicks that count: rejected ones, such as those of bots and previews, are left out.", validClicks),
		sum(clicks, GrossClicks, Count, "Gross clicks", "All clicks, rejected ones too.", grossClicks),
		sum(clicks, UniqueClicks, Count, "Unique clicks", "The first click of a visitor on a link on a day; rejected ones are left out.", uniqueClicks),
		sum(clicks, RejectedClicks, Count, "Rejected clicks", "Clicks that don't count: bots, previews, repeated clicks. They are kept with the reason.", rejectedClicks),

		sum(sales, Conversions, Count, "Conversions", "Sales and other results that are pending, approved or on hold.", conversions),
		sum(sales, RejectedConversions, Count, "Rejected conversions", "Conversions that somebody rejected.", rejectedConversions),
		sum(sales, ReversedConversions, Count, "Reversed conversions", "Conversions whose whole sale was taken back.", reversedConversions),
		sum(sales, SaleAmount, Money, "Sales", "What shoppers paid for the counted conversions, as CJ tells it: without tax and shipping.", saleAmount),
		sum(sales, NetworkCommission, Money, "Network commission", "What CJ pays for the counted conversions.", commission),

		sum(money, Payout, Money, "Payouts earned", "What members earned, by the books: pending, due, being sent and paid.", payout),
		sum(money, PayoutPending, Money, "Pending payouts", "Earned, but CJ has not locked the sale yet.", payoutPending),
		sum(money, PayoutDue, Money, "Payments due", "Earned for good and in no payment yet.", payoutDue),
		sum(money, PayoutSending, Money, "Payouts being sent", "In a payment that is not done.", payoutSending),
		sum(money, PayoutPaid, Money, "Paid", "Sent to the member.", payoutPaid),
		with(sum(money, Margin, Money, "Margin", "What is left of CJ's commission after the members' payouts. Payouts of paid clicks have no commission.", commission),
			"Network commission − payouts earned", formula{over: []part{{commission, 1}, {payout, -1}}}),

		rate(rates, EPC, MoneyRate, 2, "EPC (member)", "What members earn for each click: earnings per click.", "Payouts earned ÷ clicks", 1, payout, validClicks),
		rate(rates, EPC100, MoneyRate, 0, "EPC per 100 (member)", "What members earn for a hundred clicks.", "Payouts earned × 100 ÷ clicks", 100, payout, validClicks),
		rate(rates, NetworkEPC, MoneyRate, 2, "EPC (network)", "What CJ pays for each click.", "Network commission ÷ clicks", 1, commission, validClicks),
		rate(rates, NetworkEPC100, MoneyRate, 0, "EPC per 100 (network)", "What CJ pays for a hundred clicks: the EPC that CJ itself shows.", "Network commission × 100 ÷ clicks", 100, commission, validClicks),
		rate(rates, RPC, MoneyRate, 2, "RPC", "Revenue per click: what shoppers spend for each click.", "Sales ÷ clicks", 1, saleAmount, validClicks),
		rate(rates, CR, Percent, 2, "Conversion rate", "How many of a hundred clicks led to a conversion.", "Conversions × 100 ÷ clicks", 100, conversions, validClicks),
		rate(rates, CRUnique, Percent, 2, "Conversion rate (unique)", "How many of a hundred unique clicks led to a conversion.", "Conversions × 100 ÷ unique clicks", 100, conversions, uniqueClicks),
		rate(rates, AOV, MoneyRate, 0, "AOV", "Average order value: what shoppers paid for each conversion.", "Sales ÷ conversions", 1, saleAmount, conversions),
		rate(rates, ROAS, Ratio, 2, "ROAS", "Return on what members were paid: sales for each unit of payouts. Fees are not known here and not in it.", "Sales ÷ payouts earned", 1, saleAmount, payout),
		rate(rates, ReversalRate, Percent, 2, "Reversal rate", "How many of a hundred conversions, of whatever status, were reversed.", "Reversed conversions × 100 ÷ all conversions", 100, reversedConversions, allConversions),
		rate(rates, ClickToSale, Seconds, 0, "Click to conversion", "Mean time from the click to the conversion, where it is known.", "Time from click to conversion ÷ conversions with a known time", 1, secondsToSale, timedConversions),

		sum(people, ActiveMembers, Count, "Active members", "Members with clicks, conversions or payouts.", activeMembers),
		sum(people, MembersWithConversions, Count, "Members with conversions", "Members with at least one counted conversion.", membersWithConversions),
		sum(people, MembersDue, Count, "Members due", "Members to whom payments are due.", membersDue),
		rate(people, SalesPerMember, MoneyRate, 0, "Sales per member", "Sales for each member with conversions.", "Sales ÷ members with conversions", 1, saleAmount, membersWithConversions),
		rate(people, PayoutPerMember, MoneyRate, 0, "Payout per member", "Payouts earned for each member with conversions.", "Payouts earned ÷ members with conversions", 1, payout, membersWithConversions),
	}
}

// Info is the measure's row; known is false for a name that is none.
func (m Measure) Info() (info MeasureInfo, known bool) {
	for _, info := range Measures() {
		if info.Measure == m {
			return info, true
		}
	}
	return MeasureInfo{Measure: m, Label: string(m)}, false
}

func sum(section string, m Measure, unit Unit, label, explanation string, of base) MeasureInfo {
	return MeasureInfo{Measure: m, Label: label, Explanation: explanation, Formula: bases[of].words, Section: section, Unit: unit,
		formula: formula{over: []part{{of, 1}}}}
}

func with(info MeasureInfo, words string, f formula) MeasureInfo {
	info.Formula, info.formula = words, f
	return info
}

func rate(section string, m Measure, unit Unit, places int32, label, explanation, words string, times int64, over, under base) MeasureInfo {
	return MeasureInfo{Measure: m, Label: label, Explanation: explanation, Formula: words, Section: section, Unit: unit, Places: places,
		formula: formula{times: times, over: []part{{over, 1}}, under: []part{{under, 1}}}}
}
