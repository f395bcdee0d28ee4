package practice

import (
	"context"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/sandbox/scenario"
)

// ScenarioInfo is a story that can be played.
type ScenarioInfo struct {
	Name, Title string
	What        []string // what it tells of, in a few lines
	Lines       []string // the steps as its file has them
	Links       []string // whose links it uses
}

// Scenarios are the stories that there are.
func (w *World) Scenarios() ([]ScenarioInfo, error) {
	all, err := scenario.All()
	if err != nil {
		return nil, err
	}
	var list []ScenarioInfo
	for _, s := range all {
		list = append(list, ScenarioInfo{Name: s.Name, Title: s.Title, What: s.What, Lines: s.Lines, Links: s.Links()})
	}
	return list, nil
}

// Play plays a story from now on, at the doors of CJ, shop and relay. links are
// the member links by the names that the story uses, and the test link as
// "test". The clock goes as far as the story; every postback that CJ means to
// send has been sent when Play returns. A story that is played again gets other
// order numbers.
func (w *World) Play(ctx context.Context, name string, links map[string]string) error {
	all, err := scenario.All()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(s scenario.Scenario) bool { return s.Name == name })
	if i < 0 {
		return affiliate.Errorf(affiliate.NotFound, "There is no story %q.", name).WithHint("Choose one of the list.")
	}
	return w.PlayStory(ctx, all[i], links)
}

// PlayStory plays a story that is none of the list, as Play does.
func (w *World) PlayStory(ctx context.Context, story scenario.Scenario, links map[string]string) error {
	for _, needed := range story.Links() {
		if links[needed] == "" {
			return affiliate.Errorf(affiliate.Invalid, "The story %q needs a link of %s.", story.Title, needed).WithHint("Make a member link first, and choose it.")
		}
	}
	p := player{world: w, links: links, orders: map[string]*soldOrder{}}
	if err := p.play(ctx, w.unplayed(story)); err != nil {
		return affiliate.Errorf(affiliate.Conflict, "The story %q stopped: %v.", story.Title, err).WithHint("Mend what is broken on purpose, and play it again.")
	}
	return w.save()
}

// unplayed gives the story's orders numbers that shop and CJ haven't had.
func (w *World) unplayed(s scenario.Scenario) scenario.Scenario {
	taken := map[string]bool{}
	for _, o := range w.Sandbox.Orders() {
		taken[o.ID] = true
	}
	for _, c := range w.Sandbox.ConversionCalls() {
		taken[c.OrderID] = true
	}
	for _, d := range w.Sandbox.Deliveries() {
		taken[d.OrderID] = true
	}
	numbered := s
	for n := 2; slices.ContainsFunc(numbered.Steps, func(step scenario.Step) bool { return step.Order != "" && taken[step.Order] }); n++ {
		numbered = s.Numbered("-" + strconv.Itoa(n))
	}
	return numbered
}

// player is a story while it is played.
type player struct {
	world  *World
	links  map[string]string
	start  time.Time // the midnight before the story
	orders map[string]*soldOrder
	late   []lateReport
	habits []string
}

// lateReport is a shop's call that is still to be made.
type lateReport struct {
	due  time.Time
	make func(ctx context.Context) error
}
