package affiliate

// ClickReason is why the relay keeps a click and does not count it.
type ClickReason struct {
	Reason  string // as it is kept
	Words   string // as screens say it
	Meaning string // for a manager
}

// clickReasons are those that there are: what the relay tells by a request
// itself, by the clicks before it, and by the workspace's own rules.
var clickReasons = []ClickReason{
	{"bot", "Crawlers and bots", "Search engines, monitoring and scripts. They say so themselves, or send no browser at all."},
	{"preview", "Link previews", "A messenger or social network fetched the page to show a small card of it. Nobody has tapped yet."},
	{"scanner", "Security scanners", "A mail or chat program opened the link to look whether it is safe, before its reader did."},
	{"prefetch", "Loaded ahead", "A browser loaded the page in advance. If the person then goes there, that is a click of its own."},
	{"repeat", "Repeats", "The same visitor on the same link again within 10 seconds: a double tap or a reload."},
	{"ended", "Offer had ended", "The link was followed after its offer's last day."},
	{ReasonIgnored, "Ignored by your rules", "Your workspace's own list names where it came from, its browser or its network."},
}

// ClickReasons is the table of reasons.
func ClickReasons() []ClickReason { return append([]ClickReason(nil), clickReasons...) }

// ClickReasonOf is a row of the table; a reason that only a newer relay knows
// stands for itself.
func ClickReasonOf(reason string) ClickReason {
	for _, r := range clickReasons {
		if r.Reason == reason {
			return r
		}
	}
	return ClickReason{Reason: reason, Words: reason, Meaning: "A reason that this version does not know. Update the program to read about it."}
}
