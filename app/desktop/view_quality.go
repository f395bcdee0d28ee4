package desktop

// QualityView is which clicks count in a period and which don't, and what
// stands out.
type QualityView struct {
	Period    Period `json:"period"`
	Before    Period `json:"before"` // what it is compared with; empty when there is nothing
	TimeZone  string `json:"timeZone"`
	RelayAsOf string `json:"relayAsOf"`
	CJAsOf    string `json:"cjAsOf"`

	Total       QualityCount    `json:"total"`
	TotalBefore QualityCount    `json:"totalBefore"`
	Reasons     []QualityReason `json:"reasons"` // the most frequent first
	Days        []QualityDay    `json:"days"`

	Offers  QualityRows `json:"offers"`
	Members QualityRows `json:"members"`
	Links   QualityRows `json:"links"`

	Notes      []QualityNote      `json:"notes"`
	Thresholds []QualityThreshold `json:"thresholds"`
}

// QualityCount is how many clicks there were, and of them those that don't
// count.
type QualityCount struct {
	Gross    int `json:"gross"`
	Rejected int `json:"rejected"`
}

// QualityReason is a reason for which clicks don't count.
type QualityReason struct {
	Reason  string `json:"reason"`
	Words   string `json:"words"`
	Meaning string `json:"meaning"`
	Clicks  int    `json:"clicks"`
	Before  int    `json:"before"` // in the period compared with
}

// QualityDay is a day.
type QualityDay struct {
	Day     string       `json:"day"`
	Count   QualityCount `json:"count"`
	Reasons []int        `json:"reasons"` // clicks of each of the view's reasons
}

// QualityRows are offers, members or links, those with the most rejected clicks
// first.
type QualityRows struct {
	Rows []QualityRow `json:"rows"`
	More int          `json:"more"` // that are not among them
}

// QualityRow is one of them.
type QualityRow struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Owner   string       `json:"owner"` // of a link: its member
	Count   QualityCount `json:"count"`
	Before  QualityCount `json:"before"`
	Reasons []int        `json:"reasons"`
}

// QualityNote is what stands out of a member. Which figures count, its kind
// says: see clickquality.Note.
type QualityNote struct {
	Kind       string `json:"kind"`
	MemberID   string `json:"memberId"`
	MemberName string `json:"memberName"`
	Value      string `json:"value"`
	Part       int    `json:"part"`
	Of         int    `json:"of"`
	PartBefore int    `json:"partBefore"`
	OfBefore   int    `json:"ofBefore"`
	General    bool   `json:"general"` // before is of all members together
	Hundred    Money  `json:"hundred"` // payout per 100 clicks
	HundredWas Money  `json:"hundredWas"`
	Seconds    int    `json:"seconds"`
	Days       int    `json:"days"`
	DaysBefore int    `json:"daysBefore"`
}

// QualityThreshold is from when on something is noted.
type QualityThreshold struct {
	Kind    string `json:"kind"`
	Least   int    `json:"least"`
	Base    int    `json:"base"`
	Percent int    `json:"percent"`
	Times   int    `json:"times"`
	General bool   `json:"general"`
}
