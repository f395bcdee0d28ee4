package probe

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

func (r *run) makeLink(ctx context.Context) verdict {
	link, err := r.Links.TestLink(ctx, r.k.Result.OfferID)
	if err != nil {
		return noLink(err)
	}
	r.k.Memory.Link = link
	r.note("Link", link.URL)
	r.note("Link number", fmt.Sprint(link.Number))
	if !link.Test {
		return notMarkedTest("link")
	}
	r.note("Marked as", "test: left out of figures and payments")
	return pass()
}

// followLink walks once, and waits for the click.
func (r *run) followLink(ctx context.Context) verdict {
	m := &r.k.Memory
	if !m.Walked {
		earlier, err := r.Relay.Clicks(ctx, m.Link.Number)
		if err != nil {
			if !r.overdue(r.Patience.Click) {
				return wait("Waits until the relay can be asked.")
			}
			return relaySilent(err)
		}
		for _, click := range earlier {
			m.Earlier = append(m.Earlier, click.ClickID)
		}
		m.Trail, err = r.Walker.Walk(ctx, m.Link.URL, ShopperAgent)
		if ctx.Err() != nil {
			return verdict{}
		}
		m.Walked = true
		if err != nil {
			m.Broke, m.Why = WhyBroken(m.Trail, err), err.Error()
		}
	}
	if v := r.judgeFirstHop(); v.state != "" {
		return v
	}
	clicks, err := r.newClicks(ctx)
	switch {
	case len(clicks) > 0:
		first := slices.MinFunc(clicks, func(a, b Click) int { return a.At.Compare(b.At) })
		m.ClickID = first.ClickID
		r.note("Click id", first.ClickID)
		r.noteTime("Logged at", first.At)
		if first.Rejected != "" {
			r.note("Left out of click counts", first.Rejected)
			return clickRejected(first.Rejected)
		}
		return pass()
	case !r.overdue(r.Patience.Click):
		return wait("Waits until the relay lists the click.")
	case err != nil:
		return relaySilent(err)
	}
	return clickNotLogged()
}

// judgeFirstHop is the relay's own answer.
func (r *run) judgeFirstHop() verdict {
	m := r.k.Memory
	if len(m.Trail.Hops) == 0 || m.Trail.Hops[0].Status == 0 {
		if m.Broke == CodeBadCertificate {
			return badCertificate(1, m.Why)
		}
		return relayUnreachable(m.Why)
	}
	first := m.Trail.Hops[0]
	switch {
	case isRedirect(first.Status) && m.Link.Fallback != "" && sameAddress(first.Location, m.Link.Fallback):
		return fallbackHit(first.Location)
	case isRedirect(first.Status):
		return verdict{}
	case m.Link.Paused:
		return linkPaused()
	}
	return linkUnknown(first.Status)
}

// newClicks are the link's clicks since the case began.
func (r *run) newClicks(ctx context.Context) ([]Click, error) {
	err := r.once("clicks", func() (err error) {
		all, err := r.Relay.Clicks(ctx, r.k.Memory.Link.Number)
		r.clicks = slices.DeleteFunc(all, func(c Click) bool { return slices.Contains(r.k.Memory.Earlier, c.ClickID) })
		return err
	})
	return r.clicks, err
}

func (r *run) judgeHops(context.Context) verdict {
	m := r.k.Memory
	if !m.Walked {
		if r.settled(StepClick) {
			return skip("Not checked, because the link could not be followed.")
		}
		return wait("")
	}
	if v := r.judgeFirstHop(); v.state != "" {
		return skip("Not checked, because the link led nowhere.")
	}
	r.noteHops(m.Trail.Hops, m.Broke == "")
	number := len(m.Trail.Hops)
	switch m.Broke {
	case CodeRedirectLoop:
		return redirectLoop(m.Trail.Repeated())
	case CodeTooManyHops:
		return tooManyHops()
	case CodeBlockedHop:
		return blockedHop(number, m.Why)
	case CodeBadCertificate:
		return badCertificate(number, m.Why)
	case CodeBrokenHop:
		return brokenHop(number, m.Why)
	}
	to := m.Trail.Hops[0].Location
	if id := m.ClickID; id != "" && !strings.Contains(strings.ToLower(to), strings.ToLower(id)) {
		return clickIDNotSent(to)
	}
	if m.ClickID == "" && !r.settled(StepClick) {
		return wait("Waits for the click, to see whether its id was sent on.")
	}
	return pass()
}

func (r *run) noteHops(hops []Hop, arrived bool) {
	for i, hop := range hops {
		label := fmt.Sprintf("Hop %d", i+1)
		switch {
		case i == 0:
			label += " (relay)"
		case i == len(hops)-1 && arrived:
			label += " (brand)"
		}
		r.note(label, hop.String())
	}
}

// String is a hop in words: "302 go.brand.example/abc, 12 ms".
func (h Hop) String() string {
	text := fmt.Sprintf("%d %s, %d ms", h.Status, h.URL, h.Millis)
	if len(h.SetCookies) > 0 {
		text += ", sets " + strings.Join(h.SetCookies, ", ")
	}
	if h.Err != "" {
		text += ": " + h.Err
	}
	return text
}

func (r *run) judgeLanding(context.Context) verdict {
	m := r.k.Memory
	page := m.Trail.Page
	r.note("Product page", page.URL)
	r.note("Status", fmt.Sprintf("%d %s", page.Status, http.StatusText(page.Status)))
	if page.Status != http.StatusOK {
		return pageBroken(page.Status)
	}
	given, at := m.Trail.FirstValue(ClickParam)
	id, _ := QueryValue(page.URL, ClickParam)
	if id == "" {
		if how := Masks(page.Body); how != "" {
			return maskedLink(len(m.Trail.Hops), how)
		}
		return noClickParam(m.Trail.LostAt(ClickParam))
	}
	r.note(ClickParam, id)
	if id != given {
		return clickIDOverwritten(id, given, at)
	}
	cookie, set := r.cookie()
	r.note("Cookie "+clickCookie, map[bool]string{true: "set", false: "not set by the page's answer"}[set])
	if set && cookie != "" && cookie != id {
		return clickIDOverwritten(cookie, id, len(m.Trail.Hops))
	}
	if sign := ReadPage(page.Body); sign.Words != "" {
		return softNotFound(sign.Words)
	}
	return pass()
}

// cookie is CJ's click id as the shop keeps it, where it does so in an answer.
func (r *run) cookie() (value string, set bool) {
	for _, c := range r.k.Memory.Trail.Page.Cookies {
		if c.Name == clickCookie {
			return c.Value, true
		}
	}
	return "", slices.ContainsFunc(r.k.Memory.Trail.Hops, func(h Hop) bool { return slices.Contains(h.SetCookies, clickCookie) })
}

func (r *run) judgeUTMs(context.Context) verdict {
	m := r.k.Memory
	if len(m.Link.UTMs) == 0 {
		return skip("The offer has no UTMs.")
	}
	var lost, changed []string
	at := 0
	for _, utm := range m.Link.UTMs {
		got, found := QueryValue(m.Trail.Page.URL, utm.Name)
		switch {
		case !found:
			lost = append(lost, utm.Name+" is missing")
			at = max(at, m.Trail.LostAt(utm.Name))
			r.note(utm.Name, "missing")
		case got != utm.Value && !strings.Contains(utm.Value, "{") || strings.Contains(got, "{"):
			changed = append(changed, fmt.Sprintf("%s is %q instead of %q", utm.Name, got, utm.Value))
			r.note(utm.Name, got)
		default:
			r.note(utm.Name, got)
		}
	}
	landing, _ := r.k.Result.Step(StepLanding)
	switch {
	case len(lost) > 0 && (landing.Code == CodeQueryStripped || landing.Code == CodeMaskedLink):
		return skip("They were lost together with cjevent, and come back when that is mended: " + strings.Join(lost, "; ") + ".")
	case len(lost) > 0:
		return utmsLost(lost, at)
	case len(changed) > 0:
		return utmsOverwritten(changed)
	}
	return pass()
}
