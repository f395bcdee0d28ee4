package affiliate

// SettingJudgingPrefix begins the key of a rejudging of kept clicks; its id
// follows.
const SettingJudgingPrefix = "click_judging/"

// Judging is what came of judging kept clicks anew: what it did stands in the
// log as clicks, this says when and by whom.
type Judging struct {
	At      string     `json:"at"`    // when it ended, RFC 3339
	Actor   string     `json:"actor"` // who ran it
	Since   string     `json:"since"` // first day; empty for all that are kept
	Rules   ClickRules `json:"rules"` // the workspace's own, by which it was judged
	Judged  int64      `json:"judged"`
	Changed int64      `json:"changed"`
	// Reasons are the differences of clicks by why they don't count; by the
	// empty reason those that do.
	Reasons map[string]int64 `json:"reasons"`
	Whole   bool             `json:"whole"` // false where it was stopped halfway
}
