package store

import (
	"context"
	"slices"
	"strings"
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/textsearch"
)

// roster is what the store keeps of all members in memory, so that a search
// answers within a frame.
type roster struct {
	mu      sync.Mutex
	members roll[affiliate.MemberID, affiliate.Member]
	entries []*rosterEntry // by name; never changed in place
	links   newLinks
}

// rolled is a state of the roster. Nobody may change it.
type rolled struct {
	members  []*rosterEntry // by name
	newLinks map[affiliate.MemberID]int
	at       foldStamp
}

// foldStamp tells states of what was folded apart.
type foldStamp struct {
	epoch  string
	seq    int64
	remade int64 // how often everything was made again
}

// stamp reads where the fold stands. The count of when all was made again must
// be older than q.
func stamp(ctx context.Context, q queryer, remade int64) (foldStamp, error) {
	at := foldStamp{remade: remade}
	err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT value FROM meta WHERE key = 'epoch'), ''), coalesce(max(seq), 0) FROM log_entry`).
		Scan(&at.epoch, &at.seq)
	return at, err
}

// follows reports whether a state came after another one by entries alone.
func (f foldStamp) follows(before foldStamp) bool {
	return f.epoch == before.epoch && f.remade == before.remade && f.seq >= before.seq
}

// rosterEntry is a member, and how they are found and sorted.
type rosterEntry struct {
	affiliate.Member
	name string // as it is sorted
	text string // in which words are looked for
}

func newEntry(m affiliate.Member) *rosterEntry {
	found := []string{m.Name, m.Email, m.Handle}
	for _, name := range []string{m.Instagram, m.TikTok, m.YouTube} {
		if name != "" {
			found = append(found, "@"+name)
		}
	}
	found = append(append(found, m.Tags...), m.PromoCodes...)
	return &rosterEntry{Member: m, name: textsearch.Plain(m.Name), text: textsearch.Plain(strings.Join(found, "\x00"))}
}

func byName(a, b *rosterEntry) int {
	if order := strings.Compare(a.name, b.name); order != 0 {
		return order
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// withRoster asks of one state of the database, with its members.
func withRoster[T any](ctx context.Context, s *Store, ask func(q queryer, now rolled) (T, error)) (answer T, err error) {
	s.roster.mu.Lock() // before the state is fixed, so that states come in order
	unlock := sync.OnceFunc(s.roster.mu.Unlock)
	defer unlock()
	remade := s.remade.Load()
	return snapshot(ctx, s, func(q queryer) (answer T, err error) {
		err = s.roster.bring(ctx, q, remade)
		now := rolled{s.roster.entries, s.roster.links.counts, s.roster.members.at}
		if unlock(); err != nil {
			return answer, err
		}
		return ask(q, now)
	})
}

// bring brings the roster to the state that q sees.
func (r *roster) bring(ctx context.Context, q queryer, remade int64) error {
	at, err := stamp(ctx, q, remade)
	if err != nil {
		return err
	}
	changed, whole, err := r.members.next(ctx, q, at, rolling[affiliate.MemberID, affiliate.Member]{
		noun: affiliate.NounMember,
		since: func(ctx context.Context, q queryer, seq int64) ([]affiliate.Member, error) {
			return rows(ctx, q, scanMember, `SELECT id, fields FROM member WHERE seq > ?`, seq)
		},
		id:    func(m affiliate.Member) affiliate.MemberID { return m.ID },
		merge: affiliate.Merge[affiliate.Member],
		waiting: func(m affiliate.Member, id affiliate.MemberID) affiliate.Member {
			m.ID, m.Synced = id, false
			return m
		},
	})
	if whole {
		r.entries, r.links = nil, newLinks{edits: waitingEdits{noun: affiliate.NounLink, standing: true}}
	}
	if err != nil {
		return err
	}
	r.enter(changed)
	return r.links.next(ctx, q)
}

// enter puts the members that changed into the list anew.
func (r *roster) enter(changed map[affiliate.MemberID]*affiliate.Member) {
	if len(changed) == 0 {
		return
	}
	list := make([]*rosterEntry, 0, len(r.entries)+len(changed))
	for _, e := range r.entries {
		if _, other := changed[e.ID]; !other {
			list = append(list, e)
		}
	}
	for _, m := range changed {
		if m != nil {
			list = append(list, newEntry(*m))
		}
	}
	slices.SortFunc(list, byName)
	r.entries = list
}
