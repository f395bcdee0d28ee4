package programme

import (
	"iter"
	"math/rand/v2"
	"time"
)

// Click is one click as the relay keeps it.
type Click struct {
	Number int64 // from 1, in the order of time
	At     time.Time
	Day    string // in the workspace's time zone, as the hour
	Hour   string
	Link   int64 // its number
	Offer  string
	Member string

	Country, Device, Browser, Referrer string
	Rejected                           string // why it does not count; empty when it does
	Unique                             bool   // the first of its visitor on the link that day
}

// Clicks are all of the year.
func (p *Programme) Clicks() iter.Seq[Click] {
	return func(yield func(Click) bool) {
		c := newClicker(p)
		for _, h := range p.hours {
			for _, click := range c.in(h) {
				if !yield(click) {
					return
				}
			}
		}
	}
}

// clicker draws clicks, hour after hour.
type clicker struct {
	*Programme
	dice   *rand.Rand
	number int64
	last   []int // day of each link's last click that counts, from 1
	hour   []Click
}

func newClicker(p *Programme) *clicker {
	return &clicker{Programme: p, dice: rand.New(rand.NewPCG(p.seed, 2)), last: make([]int, len(p.cast.links))}
}

// in are the clicks of an hour; they stand until the next.
func (c *clicker) in(h hour) []Click {
	n := h.share(c.size.Clicks, c.total)
	c.hour = c.hour[:0]
	for i := range n {
		c.number++
		at := h.start.Add(time.Duration((int64(time.Hour)*i + c.dice.Int64N(int64(time.Hour))) / n).Truncate(time.Second))
		c.hour = append(c.hour, c.click(h, at))
	}
	return c.hour
}

func (c *clicker) click(h hour, at time.Time) Click {
	l := c.cast.clicked.draw(c.dice)
	for c.cast.links[l].since.After(at) {
		l = c.cast.clicked.draw(c.dice)
	}
	from := &c.cast.links[l]
	m := &c.cast.members[from.member]
	click := Click{Number: c.number, At: at, Day: h.day, Hour: h.local, Link: from.number, Offer: string(c.cast.offers[from.offer].id), Member: string(m.id), Country: m.country}
	if often(c.dice, 350) {
		click.Country = countries.one(c.dice)
	}
	click.Device = devices.one(c.dice)
	switch click.Device {
	case "desktop":
		click.Browser, click.Referrer = desktops.one(c.dice), referrers.one(c.dice)
	case "other":
		click.Browser = "other"
	default:
		click.Browser = mobiles.one(c.dice)
		if click.Referrer = inApp[click.Browser]; click.Referrer == "" {
			click.Referrer = referrers.one(c.dice)
		}
	}
	if click.Referrer == "blog" {
		click.Referrer = m.blog
	}
	if often(c.dice, 70) {
		click.Rejected = rejections.one(c.dice)
		return click
	}
	click.Unique = c.last[l] != h.date+1 || often(c.dice, 780)
	c.last[l] = h.date + 1
	return click
}

var (
	devices    = newWords(word{"mobile", 690}, word{"desktop", 235}, word{"tablet", 55}, word{"other", 20})
	desktops   = newWords(word{"Chrome", 560}, word{"Safari", 180}, word{"Edge", 150}, word{"Firefox", 100}, word{"Opera", 10})
	mobiles    = newWords(word{"Instagram", 310}, word{"Safari", 290}, word{"Chrome", 220}, word{"TikTok", 110}, word{"Facebook", 40}, word{"Samsung Internet", 30})
	inApp      = map[string]string{"Instagram": "l.instagram.com", "TikTok": "www.tiktok.com", "Facebook": "l.facebook.com"}
	referrers  = newWords(word{"", 420}, word{"www.youtube.com", 180}, word{"blog", 150}, word{"www.pinterest.com", 80}, word{"linktr.ee", 70}, word{"t.co", 40}, word{"www.reddit.com", 30}, word{"www.google.com", 30})
	rejections = newWords(word{"bot", 480}, word{"preview", 260}, word{"repeat", 170}, word{"scanner", 60}, word{"prefetch", 30})
)
