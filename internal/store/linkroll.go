package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/textsearch"
)

// linkRoll is what the store keeps of all links in memory, as roster does of
// members.
type linkRoll struct {
	mu      sync.Mutex
	links   roll[affiliate.LinkID, affiliate.Link]
	entries []linkEntry // newest first; never changed in place
	roster  []*rosterEntry
}

// linkEntry is a link, and how it is found beside its member and offer.
type linkEntry struct {
	*affiliate.Link
	text   string
	member int // its member's place in the roster; -1 for one that is not there
}

func newLinkEntry(l affiliate.Link) linkEntry {
	found := append([]string{l.Code, l.Slug, l.Page}, l.Aliases...)
	return linkEntry{Link: &l, text: textsearch.Plain(strings.Join(found, "\x00"))}
}

// withLinks asks of one state of the database, with its members and links.
func withLinks[T any](ctx context.Context, s *Store, ask func(q queryer, now rolled, links []linkEntry) (T, error)) (T, error) {
	s.linkRoll.mu.Lock() // before the state is fixed, so that states come in order
	unlock := sync.OnceFunc(s.linkRoll.mu.Unlock)
	defer unlock()
	return withRoster(ctx, s, func(q queryer, now rolled) (answer T, err error) {
		err = s.linkRoll.bring(ctx, q, now)
		links := s.linkRoll.entries
		if unlock(); err != nil {
			return answer, err
		}
		return ask(q, now, links)
	})
}

// bring brings the roll to the state that q sees.
func (r *linkRoll) bring(ctx context.Context, q queryer, now rolled) error {
	changed, whole, err := r.links.next(ctx, q, now.at, rolling[affiliate.LinkID, affiliate.Link]{
		// A path that the relay refused may be somebody else's, so what it
		// refused is not shown.
		noun: affiliate.NounLink, standing: true,
		since: func(ctx context.Context, q queryer, seq int64) ([]affiliate.Link, error) {
			return rows(ctx, q, scanLink, `SELECT `+linkColumns+` FROM link WHERE seq > ?`, seq)
		},
		id:    func(l affiliate.Link) affiliate.LinkID { return l.ID },
		merge: affiliate.MergeLink,
		waiting: func(l affiliate.Link, id affiliate.LinkID) affiliate.Link {
			l.ID, l.Synced = id, false
			return l
		},
	})
	if whole {
		r.entries = nil
	}
	if err == nil {
		r.enter(changed, now.members)
	}
	return err
}

// enter puts the links that changed into the list anew.
func (r *linkRoll) enter(changed map[affiliate.LinkID]*affiliate.Link, roster []*rosterEntry) {
	same := len(roster) == len(r.roster) && (len(roster) == 0 || &roster[0] == &r.roster[0])
	if len(changed) == 0 && same {
		return
	}
	list := make([]linkEntry, 0, len(r.entries)+len(changed))
	for _, e := range r.entries {
		if _, other := changed[e.ID]; !other {
			list = append(list, e)
		}
	}
	for _, l := range changed {
		if l != nil {
			list = append(list, newLinkEntry(*l))
		}
	}
	slices.SortFunc(list, func(a, b linkEntry) int { return cmp.Compare(b.Number, a.Number) })
	place := make(map[affiliate.MemberID]int, len(roster))
	for i, m := range roster {
		place[m.ID] = i
	}
	for i := range list {
		at, known := place[list[i].MemberID]
		if list[i].member = at; !known {
			list[i].member = -1
		}
	}
	r.entries, r.roster = list, roster
}
