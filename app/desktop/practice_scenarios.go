package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Scenarios are what can be played.
func (p *Practice) Scenarios() ([]ScenarioView, error) {
	return do(p.app, func(s *session) ([]ScenarioView, error) {
		if s.world == nil {
			return nil, errNotPractice
		}
		stories, err := s.world.Scenarios()
		views := []ScenarioView{}
		for _, story := range stories {
			lines := append(append([]string{}, story.What...), "")
			views = append(views, ScenarioView{Name: story.Name, Title: story.Title, Lines: append(lines, story.Lines...)})
		}
		return views, err
	})
}

// Play lets a scenario happen; the clock runs on as it says.
func (p *Practice) Play(name string) (PracticeView, error) {
	return do(p.app, func(s *session) (PracticeView, error) {
		if s.world == nil {
			return PracticeView{}, errNotPractice
		}
		links, err := s.storyLinks(s.ctx, name)
		if err != nil {
			return PracticeView{}, err
		}
		err = s.world.Play(s.ctx, name, links)
		_ = s.world.FlushClicks(s.ctx) // also of a story that stopped half-way; the relay does it in a while by itself
		_ = s.refresh(s.ctx, true)     // the chip has the outcome
		s.app.changed()
		if err != nil {
			return PracticeView{}, err
		}
		return s.practiceView(context.Background())
	})
}

// storyLinks are whose links the names of a story stand for: each name another
// member's, as long as there are as many, and "test" the offer's test link. The
// shopper comes by the offer of the first of them.
func (s *session) storyLinks(ctx context.Context, name string) (map[string]string, error) {
	names, err := s.storyNames(name)
	if err != nil {
		return nil, err
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	var offer affiliate.OfferID
	var ours []string
	seen := map[affiliate.MemberID]bool{}
	for _, link := range links {
		if link.Test || !link.Synced || link.Status != affiliate.Active || offer != "" && link.OfferID != offer || seen[link.MemberID] {
			continue
		}
		offer, seen[link.MemberID] = link.OfferID, true
		ours = append(ours, s.linkURL(link))
	}
	if len(ours) == 0 {
		return nil, affiliate.Errorf(affiliate.Conflict, "A scenario needs a member with a link.").WithHint("Add an offer, a member and a link, and wait until they are synced.")
	}
	chosen := map[string]string{}
	for i, name := range names {
		if name != "test" {
			chosen[name] = ours[i%len(ours)]
			continue
		}
		known, err := s.store.Offer(ctx, offer)
		if err != nil {
			return nil, err
		}
		link, err := chain{session: s, offer: known}.TestLink(ctx, string(offer))
		if err != nil {
			return nil, err
		}
		chosen[name] = link.URL
	}
	return chosen, nil
}

// storyNames are the names that a story uses; none for a story that there isn't.
func (s *session) storyNames(name string) ([]string, error) {
	stories, err := s.world.Scenarios()
	for _, story := range stories {
		if story.Name == name {
			return story.Links, err
		}
	}
	return nil, err
}
