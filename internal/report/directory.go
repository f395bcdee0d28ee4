package report

import (
	"context"

	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// Named is something with an id and a name.
type Named struct{ ID, Name string }

// MemberEntry is a member of the programme.
type MemberEntry struct {
	Named
	Group   string // its id, now
	Test    bool   // stands in no report
	Removed bool   // shown only with what it brought
}

// LinkEntry is a link.
type LinkEntry struct {
	Number        int64
	Named         // the name is what people follow: its slug or code
	Offer, Member string
	Test          bool      // its clicks stand in no report
	UTM           [5]string // source, medium, campaign, content, term
}

// Grouped says that a member is in a group from a day on; always for no Since.
type Grouped struct {
	Member string
	Since  string // YYYY-MM-DD
	Group  string // empty for none
}

// Directory is what things are called and where they belong.
type Directory struct {
	Zone    string         // the workspace's time zone
	Home    money.Currency // shown when there is nothing yet, and first
	Offers  []Named
	Members []MemberEntry
	Groups  []Named
	Links   []LinkEntry
	Grouped []Grouped // in any order
}

// Snapshot is a cube with its list of words.
type Snapshot struct {
	Cube  *cube.Cube
	Words []string // Words[w] is the text of word w; Words[0] is ""
}

// Days are those that a question needs; both ends included.
type Days struct{ From, To cube.Day }

// Source is where an Explorer gets its facts from. Both answers are never
// changed afterwards; the same pointer comes back while nothing changed.
type Source interface {
	// Snapshot is the cube with at least the days asked for, as it stands now,
	// or as it stood in the evening of the day asOf.
	Snapshot(ctx context.Context, days Days, asOf *cube.Day) (Snapshot, error)
	// Directory is what things are called now.
	Directory(ctx context.Context) (*Directory, error)
	// Today is the day that the workspace has.
	Today() cube.Day
}
