package desktop

// ClickRulesForm is what the workspace does not count: no list is absent.
type ClickRulesForm struct {
	Referrers []string `json:"referrers"` // hosts
	Agents    []string `json:"agents"`    // parts of User-Agents
	Networks  []string `json:"networks"`  // in CIDR form; of new clicks only
}

// ClickRulesEdit changes it.
type ClickRulesEdit struct {
	Rules ClickRulesForm `json:"rules"`
	Was   ClickRulesForm `json:"was"` // as the form was opened
}

// JudgeForm asks to judge kept clicks anew.
type JudgeForm struct {
	Since string         `json:"since"` // first day; empty for all that are kept
	Rules ClickRulesForm `json:"rules"` // of a preview: those to try
}

// JudgeView is a rejudging as it stands, and what it comes to when it ended.
type JudgeView struct {
	ID      string         `json:"id"`
	State   string         `json:"state"` // "running", "done", "cancelled" or "failed"
	Done    int            `json:"done"`  // clicks, of about Total
	Total   int            `json:"total"`
	Preview bool           `json:"preview"`
	Since   string         `json:"since"`
	Rules   ClickRulesForm `json:"rules"`
	Error   string         `json:"error"`
	Hint    string         `json:"hint"`

	Judged         int            `json:"judged"`
	Changed        int            `json:"changed"` // clicks that are judged in another way
	Reasons        []JudgedReason `json:"reasons"`
	Members        []JudgedMember `json:"members"`        // whose clicks differ
	ChangedMembers int            `json:"changedMembers"` // of them, those not shown too
	Paid           []JudgedPaid   `json:"paid"`           // of a preview
	Behind         bool           `json:"behind"`         // it is done, and this device has not read it yet
}

// JudgedReason is how many clicks don't count for a reason; an empty one is of
// those that do.
type JudgedReason struct {
	Reason string `json:"reason"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// JudgedMember is how many clicks of a member count.
type JudgedMember struct {
	MemberID     string `json:"memberId"`
	MemberName   string `json:"memberName"`
	Gross        int    `json:"gross"`
	Before       int    `json:"before"`
	After        int    `json:"after"`
	UniqueBefore int    `json:"uniqueBefore"`
	UniqueAfter  int    `json:"uniqueAfter"`
}

// JudgedPaid is what paid clicks would earn otherwise.
type JudgedPaid struct {
	Currency   string `json:"currency"`
	Now        Money  `json:"now"`
	Then       Money  `json:"proposed"`
	Difference Money  `json:"difference"`
	Members    int    `json:"members"` // that it moves
	About      bool   `json:"about"`   // rules with caps or tiers may make it differ
}

// JudgingRow is a time when kept clicks were judged anew.
type JudgingRow struct {
	At      string             `json:"at"`
	Mine    bool               `json:"mine"` // by this person
	Since   string             `json:"since"`
	Rules   ClickRulesForm     `json:"rules"`
	Judged  int                `json:"judged"`
	Changed int                `json:"changed"`
	Whole   bool               `json:"whole"` // false when it was stopped halfway
	Reasons []ReasonDifference `json:"reasons"`
}

// ReasonDifference is by how many clicks a reason differs.
type ReasonDifference struct {
	Reason string `json:"reason"`
	Clicks int    `json:"clicks"`
}
