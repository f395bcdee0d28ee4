package store

import (
	"context"
	"slices"
	"strings"
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/textsearch"
)

// roster is what the store keeps of all members in memory, with the waiting
// edits laid over, so that a search answers within a frame. Each question first
// brings it to the state of the database that the question sees; of what the log
// or the outbox brought since, only that is read.
type roster struct {
	mu      sync.Mutex
	at      foldStamp
	folded  map[affiliate.MemberID]affiliate.Member // as the log has them
	edits   waitingEdits
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
		now := rolled{s.roster.entries, s.roster.links.counts, s.roster.at}
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
	whole := r.folded == nil || !at.follows(r.at)
	if whole {
		r.at, r.folded, r.entries = foldStamp{}, map[affiliate.MemberID]affiliate.Member{}, nil
		r.edits, r.links = waitingEdits{noun: affiliate.NounMember}, newLinks{edits: waitingEdits{noun: affiliate.NounLink}}
	}
	touched := map[affiliate.MemberID]bool{}
	if whole || at != r.at {
		err = r.readFolded(ctx, q, touched)
	}
	if err == nil {
		err = r.readEdits(ctx, q, touched)
	}
	if err == nil {
		err = r.enter(touched)
	}
	if err == nil {
		err = r.links.next(ctx, q)
	}
	if err != nil {
		r.folded = nil // it is read whole the next time
		return err
	}
	r.at = at
	return nil
}

// readFolded reads the members that the log changed since.
func (r *roster) readFolded(ctx context.Context, q queryer, touched map[affiliate.MemberID]bool) error {
	list, err := rows(ctx, q, scanMember, `SELECT id, fields FROM member WHERE seq > ?`, r.at.seq)
	for _, m := range list {
		r.folded[m.ID], touched[m.ID] = m, true
	}
	return err
}

func (r *roster) readEdits(ctx context.Context, q queryer, touched map[affiliate.MemberID]bool) error {
	came, gone, err := r.edits.next(ctx, q)
	for _, e := range slices.Concat(came, gone) {
		touched[affiliate.MemberID(e.Key)] = true
	}
	return err
}

// enter puts the members that were touched into the list anew.
func (r *roster) enter(touched map[affiliate.MemberID]bool) error {
	if len(touched) == 0 {
		return nil
	}
	laid := make(map[affiliate.MemberID]affiliate.Member, len(touched))
	for id := range touched {
		if m, known := r.folded[id]; known {
			laid[id] = m
		}
	}
	for _, e := range r.edits.list {
		id := affiliate.MemberID(e.Key)
		if !touched[id] {
			continue
		}
		m, err := affiliate.Merge(laid[id], e.Change)
		if err != nil {
			return err
		}
		m.ID, m.Synced = id, false
		laid[id] = m
	}
	list := make([]*rosterEntry, 0, len(r.entries)+len(laid))
	for _, e := range r.entries {
		if !touched[e.ID] {
			list = append(list, e)
		}
	}
	for _, m := range laid {
		list = append(list, newEntry(m))
	}
	slices.SortFunc(list, byName)
	r.entries = list
	return nil
}
