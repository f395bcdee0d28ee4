package desktop

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/affiliate"
)

// linkAsk is what links are wanted: one of each offer for each member.
type linkAsk struct {
	Offers  []affiliate.OfferID  `json:"offers"`
	Members []affiliate.MemberID `json:"members"`
	Page    string               `json:"page,omitempty"`
	Test    bool                 `json:"test,omitempty"`
}

// linksMade is what came of it.
type linksMade struct {
	made, had int
	ids       []affiliate.LinkID // the first of what was asked for, made or had
	short     linkAsks           // for which there was no number
}

// maxKnownLinks is how many of them are told one by one.
const maxKnownLinks = 200

// linksAtOnce is how many links a batch has: all of it is made or nothing.
const linksAtOnce = 500

// wantedLink is one that nobody has yet.
type wantedLink struct {
	offer  affiliate.OfferID
	member affiliate.MemberID
	page   string
	test   bool
}

// makeLinks makes the links that are missing, a batch after the other. What was
// made stays, also when ctx ends.
func (s *session) makeLinks(ctx context.Context, ask linkAsk, progress func(done, total int)) (made linksMade, err error) {
	wanted, err := s.missingLinks(ctx, ask, &made)
	if err != nil {
		return made, err
	}
	public, err := s.publicValues(ctx)
	if err != nil {
		return made, err
	}
	progress(0, len(wanted))
	for len(wanted) > 0 {
		if err := ctx.Err(); err != nil {
			return made, err
		}
		n, err := s.makeSome(ctx, wanted[:min(linksAtOnce, len(wanted))], len(wanted), public, &made)
		if err != nil {
			return made, err
		}
		wanted = wanted[n:]
		if n == 0 {
			made.short = asksOf(wanted)
			break
		}
		progress(made.made, made.made+len(wanted))
	}
	return made, nil
}

// missingLinks are those of an ask that nobody has. Asked for as test links they
// are always new; so is one whose earlier one was archived. All links of a test
// member are test links.
func (s *session) missingLinks(ctx context.Context, ask linkAsk, made *linksMade) ([]wantedLink, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	tests := map[affiliate.MemberID]bool{}
	for _, m := range members {
		if m.Test {
			tests[m.ID] = true
		}
	}
	has := map[wantedLink]affiliate.LinkID{}
	for _, l := range links {
		if l.Status != affiliate.Archived {
			has[wantedLink{l.OfferID, l.MemberID, l.Page, l.Test}] = l.ID
		}
	}
	wanted := make([]wantedLink, 0, len(ask.Offers)*len(ask.Members))
	for _, offer := range ask.Offers {
		for _, member := range ask.Members {
			w := wantedLink{offer, member, ask.Page, ask.Test || tests[member]}
			id, there := has[w]
			if ask.Test || !there {
				wanted = append(wanted, w)
				continue
			}
			made.had++
			made.know(id)
		}
	}
	return wanted, nil
}

func (m *linksMade) know(id affiliate.LinkID) {
	if len(m.ids) < maxKnownLinks {
		m.ids = append(m.ids, id)
	}
}

// makeSome makes as many of some links as there are numbers for, and says how
// many; all is how many are still to be made, so that enough is reserved.
func (s *session) makeSome(ctx context.Context, some []wantedLink, all int, public publicValues, made *linksMade) (int, error) {
	s.numbering.Lock() // two makers would take the same numbers
	defer s.numbering.Unlock()
	free, err := s.numbers(ctx, len(some), all)
	if err != nil {
		return 0, err
	}
	some = some[:min(len(free), len(some))]
	if len(some) == 0 {
		return 0, nil
	}
	b := s.batch()
	var ids []affiliate.LinkID
	for i, w := range some {
		link := affiliate.Link{Number: free[i].Number, Code: free[i].Code, OfferID: w.offer, MemberID: w.member, Page: w.page,
			Status: affiliate.Active, Test: w.test, CreatedAt: b.at.Format(time.RFC3339)}
		if link.ID, err = affiliate.NewID[affiliate.LinkID](s.app.random); err != nil {
			return 0, err
		}
		if err := b.add(change(affiliate.NounLink, link.ID, link)); err != nil {
			return 0, err
		}
		if err := publishLink(b, public.row(link)); err != nil {
			return 0, err
		}
		b.Numbers = append(b.Numbers, link.Number)
		ids = append(ids, link.ID)
	}
	if err := s.store.Enqueue(ctx, b.Batch); err != nil {
		return 0, err
	}
	made.made += len(ids)
	for _, id := range ids {
		made.know(id)
	}
	return len(ids), nil
}

// numbers are free link numbers, n at most. Where there are too few the relay is
// asked for as many as all that is to be made needs; without its answer there
// are those that are here.
func (s *session) numbers(ctx context.Context, n, all int) ([]affiliate.LinkCode, error) {
	free, err := s.store.FreeNumbers(ctx, n)
	c := s.connection()
	if err != nil || len(free) == n || c == nil {
		return free, err
	}
	const most = 10_000 // the relay's
	block, err := c.client.Reserve(ctx, min(all-len(free), most))
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return nil, err
		}
		s.app.log.Debug("reserve link numbers", "error", err)
		return free, nil
	}
	if err := s.store.AddBlock(ctx, block.FirstNumber, block.Codes); err != nil {
		return nil, err
	}
	return s.store.FreeNumbers(ctx, n)
}
