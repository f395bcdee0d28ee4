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
	at      foldStamp
	folded  map[affiliate.LinkID]affiliate.Link // as the log has them
	edits   waitingEdits
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
func (r *linkRoll) bring(ctx context.Context, q queryer, now rolled) (err error) {
	at := now.at
	whole := r.folded == nil || !at.follows(r.at)
	if whole {
		// A path that the relay refused may be somebody else's, so what it
		// refused is not shown.
		r.at, r.folded, r.entries = foldStamp{}, map[affiliate.LinkID]affiliate.Link{}, nil
		r.edits = waitingEdits{noun: affiliate.NounLink, standing: true}
	}
	touched := map[affiliate.LinkID]bool{}
	if whole || at != r.at {
		err = r.readFolded(ctx, q, touched)
	}
	if err == nil {
		err = r.readEdits(ctx, q, touched)
	}
	if err == nil {
		err = r.enter(touched, now.members)
	}
	if err != nil {
		r.folded = nil // it is read whole the next time
		return err
	}
	r.at = at
	return nil
}

// readFolded reads the links that the log changed since.
func (r *linkRoll) readFolded(ctx context.Context, q queryer, touched map[affiliate.LinkID]bool) error {
	list, err := rows(ctx, q, scanLink, `SELECT `+linkColumns+` FROM link WHERE seq > ?`, r.at.seq)
	for _, l := range list {
		r.folded[l.ID], touched[l.ID] = l, true
	}
	return err
}

func (r *linkRoll) readEdits(ctx context.Context, q queryer, touched map[affiliate.LinkID]bool) error {
	came, gone, err := r.edits.next(ctx, q)
	for _, e := range slices.Concat(came, gone) {
		touched[affiliate.LinkID(e.Key)] = true
	}
	return err
}

// enter puts the links that were touched into the list anew.
func (r *linkRoll) enter(touched map[affiliate.LinkID]bool, roster []*rosterEntry) error {
	same := len(roster) == len(r.roster) && (len(roster) == 0 || &roster[0] == &r.roster[0])
	if len(touched) == 0 && same {
		return nil
	}
	laid := make(map[affiliate.LinkID]affiliate.Link, len(touched))
	for id := range touched {
		if l, known := r.folded[id]; known {
			laid[id] = l
		}
	}
	for _, e := range r.edits.list {
		id := affiliate.LinkID(e.Key)
		if !touched[id] {
			continue
		}
		l, err := affiliate.MergeLink(laid[id], e.Change)
		if err != nil {
			return err
		}
		l.ID, l.Synced = id, false
		laid[id] = l
	}
	list := make([]linkEntry, 0, len(r.entries)+len(laid))
	for _, e := range r.entries {
		if !touched[e.ID] {
			list = append(list, e)
		}
	}
	for _, l := range laid {
		list = append(list, newLinkEntry(l))
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
	return nil
}
