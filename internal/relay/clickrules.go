package relay

import (
	"cmp"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/useragent"
)

const (
	// reasonRepeat rejects a click that follows a counted one of the same
	// visitor on the same link within repeatWithin: a double tap, a reload.
	reasonRepeat = "repeat"
	repeatWithin = 10 * time.Second
	// reasonEnded rejects a click on a link whose offer had ended.
	reasonEnded = "ended"
)

// clickRules say what a click is worth; the same rules judge new clicks and
// kept ones anew. What to ignore is a workspace's own.
type clickRules struct {
	agents *useragent.Classifier
	ignore affiliate.ClickRules
}

// of are the rules with those of a workspace.
func (r clickRules) of(tx interface {
	ClickRules(workspace string) (affiliate.ClickRules, error)
}, workspace string) (clickRules, error) {
	ignore, err := tx.ClickRules(workspace)
	return clickRules{r.agents, ignore}, err
}

// visits are the last counted clicks of visitors on a link and local day, by
// their hash, which says both.
type visits map[Visitor]time.Time

// judge sets device, browser, why the click does not count and whether it is
// its visitor's first on the link that day. It must be asked in the order of
// time. Of a visitor who has been forgotten nobody can tell: what was judged
// of the visits then stays.
func (r clickRules) judge(c *KeptClick, seen visits) {
	was := c.Click
	agent := r.agents.Classify(c.Agent)
	c.Device, c.Browser, c.Unique = agent.Device, agent.Browser, false
	c.Rejected = cmp.Or(c.Signal, agent.Rejected)
	if c.Rejected == "" && r.ignore.Ignores(c.Referrer, c.Agent) {
		c.Rejected = affiliate.ReasonIgnored
	}
	if c.Rejected != "" {
		return
	}
	if c.Visitor == (Visitor{}) {
		c.Unique = was.Unique
		if was.Rejected == reasonRepeat {
			c.Rejected = reasonRepeat
		}
		return
	}
	last, known := seen[c.Visitor]
	if known && c.Time.Sub(last).Abs() < repeatWithin {
		c.Rejected = reasonRepeat
		return
	}
	c.Unique = !known
	seen[c.Visitor] = c.Time
}

// localTime is when a click was where its workspace is.
type localTime struct{ day, hour string }

// localTimes tells local times of many clicks. Zones change by quarters of an
// hour, so that those within one share day and hour.
type localTimes struct {
	location *time.Location
	known    map[int64]localTime
}

func newLocalTimes(location *time.Location) *localTimes {
	return &localTimes{location: location, known: map[int64]localTime{}}
}

func (l *localTimes) of(t time.Time) localTime {
	const quarter = 15 * 60
	key := t.Unix() / quarter
	at, ok := l.known[key]
	if !ok {
		local := t.In(l.location)
		at = localTime{day: local.Format(dayForm), hour: local.Format("15")}
		l.known[key] = at
	}
	return at
}

// startOfDay is when a local day begins, which need not be at midnight.
func startOfDay(day string, location *time.Location) (time.Time, error) {
	const step = 15 * time.Minute
	t, err := time.ParseInLocation(dayForm, day, location)
	if err != nil {
		return t, err
	}
	for t.Format(dayForm) < day {
		t = t.Add(step)
	}
	for t.Add(-step).Format(dayForm) == day {
		t = t.Add(-step)
	}
	return t, nil
}
