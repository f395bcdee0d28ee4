package report

// Dimension is what a report can be cut by.
type Dimension string

// The dimensions.
const (
	Day     Dimension = "day"
	Week    Dimension = "week" // ISO: from Monday
	Month   Dimension = "month"
	Weekday Dimension = "weekday"
	Hour    Dimension = "hour" // of the click or the sale

	Offer  Dimension = "offer"
	Member Dimension = "member"
	Group  Dimension = "group" // the member's on that day
	Link   Dimension = "link"

	Country  Dimension = "country"
	Device   Dimension = "device"
	Browser  Dimension = "browser"
	Referrer Dimension = "referrer"

	UTMSource   Dimension = "utm_source"
	UTMMedium   Dimension = "utm_medium"
	UTMCampaign Dimension = "utm_campaign"
	UTMContent  Dimension = "utm_content"
	UTMTerm     Dimension = "utm_term"

	Coupon     Dimension = "coupon"
	Status     Dimension = "status"
	CJStatus   Dimension = "cj_status"
	Action     Dimension = "action"
	Customer   Dimension = "customer"
	Took       Dimension = "took"
	Stage      Dimension = "stage"
	PayoutIs   Dimension = "payout_state"
	Adjustment Dimension = "adjustment"
	Reason     Dimension = "reason" // why clicks were rejected
)

// Kind is what the values of a dimension are.
type Kind string

// The kinds.
const (
	Calendar Kind = "calendar" // days in order: charts draw a line
	Cyclic   Kind = "cyclic"   // weekdays and hours: few, in an order of their own
	Listed   Kind = "listed"   // anything else, by figures or names
)

// DimensionInfo is a row of the table of dimensions.
type DimensionInfo struct {
	Dimension   Dimension
	Label       string // a column's head
	Explanation string // for a manager
	Section     string // of the list that a person chooses from
	Kind        Kind
	Empty       string // name of the value that is none: "No coupon"
}

// Dimensions is the table of dimensions, in the order in which screens list
// them.
func Dimensions() []DimensionInfo {
	const when, who, shopper, campaign, sale, clicks = "When", "Who and what", "Shopper", "Campaign", "Sale", "Clicks"
	return []DimensionInfo{
		{Day, "Day", "A calendar day in the workspace's time zone.", when, Calendar, ""},
		{Week, "Week", "A week from Monday to Sunday, numbered as ISO 8601 does.", when, Calendar, ""},
		{Month, "Month", "A calendar month.", when, Calendar, ""},
		{Weekday, "Weekday", "Monday to Sunday, all weeks of the period together.", when, Cyclic, ""},
		{Hour, "Hour", "The hour of the click, or of the sale as CJ tells it, in the workspace's time zone.", when, Cyclic, "Hour unknown"},
		{Offer, "Offer", "What members promote.", who, Listed, "No offer"},
		{Member, "Member", "Who earned it. Clicks are those on the member's links.", who, Listed, "No member"},
		{Group, "Group", "The group that the member was in on that day.", who, Listed, "No group"},
		{Link, "Link", "The member's link that was clicked.", who, Listed, "No link"},
		{Country, "Country", "Where the order was placed; without that, where the click came from.", shopper, Listed, "Country unknown"},
		{Device, "Device", "What was clicked on: mobile, desktop and so on.", shopper, Listed, "Device unknown"},
		{Browser, "Browser or app", "The browser of the click, or the application that shows pages inside itself, such as Instagram.", shopper, Listed, "Browser unknown"},
		{Referrer, "Referrer", "The site that the click came from.", shopper, Listed, "No referrer"},
		{UTMSource, "UTM source", "The link's utm_source, as its offer fills it now.", campaign, Listed, "No UTM source"},
		{UTMMedium, "UTM medium", "The link's utm_medium, as its offer fills it now.", campaign, Listed, "No UTM medium"},
		{UTMCampaign, "UTM campaign", "The link's utm_campaign, as its offer fills it now.", campaign, Listed, "No UTM campaign"},
		{UTMContent, "UTM content", "The link's utm_content, as its offer fills it now.", campaign, Listed, "No UTM content"},
		{UTMTerm, "UTM term", "The link's utm_term, as its offer fills it now.", campaign, Listed, "No UTM term"},
		{Coupon, "Coupon", "The promo codes that the order was placed with.", sale, Listed, "No coupon"},
		{Status, "Status", "Where the conversion stands with us.", sale, Listed, "No status"},
		{CJStatus, "CJ status", "Where the conversion stands with CJ.", sale, Listed, "Not at CJ"},
		{Action, "Action", "What CJ counts it as: a sale, a lead, a bonus.", sale, Listed, "Not told"},
		{Customer, "Customer", "Whether the shopper had bought before.", sale, Listed, "Not told"},
		{Took, "Click to conversion", "How long after the click the sale came.", sale, Cyclic, "Time unknown"},
		{Stage, "Stage of the money", "How far the money of the sale has come: reported, tracked by CJ, locked, received, paid on.", sale, Cyclic, ""},
		{PayoutIs, "State of the payout", "Where the money that the member earned is.", sale, Cyclic, "No payout"},
		{Adjustment, "Adjustment", "Whether it came after the sale's month had been closed.", sale, Listed, "In its own month"},
		{Reason, "Why rejected", "Why clicks were rejected.", clicks, Listed, "Not rejected"},
	}
}

// Info is the dimension's row; known is false for a name that is none.
func (d Dimension) Info() (info DimensionInfo, known bool) {
	for _, info := range Dimensions() {
		if info.Dimension == d {
			return info, true
		}
	}
	return DimensionInfo{Dimension: d, Label: string(d)}, false
}
