package probe

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// clickParam is what CJ appends to the landing URL. Source: docs.cj.com/docs/click-events.
const clickParam = "cjevent"

// clickCookie is where a shop keeps it. Source: docs.cj.com/docs/http-cookie.
const clickCookie = "cje"

func (r *run) makeLink(ctx context.Context) verdict {
	link, err := r.Links.TestLink(ctx, r.result.OfferID)
	if err != nil {
		return noLink(err)
	}
	r.link = link
	r.note("Link", link.URL)
	r.note("Link number", fmt.Sprint(link.Number))
	if !link.Test {
		return notMarkedTest("link")
	}
	r.note("Marked as", "test: left out of figures and payments")
	return pass()
}

func (r *run) followLink(ctx context.Context) verdict {
	earlier, err := r.Relay.Clicks(ctx, r.link.Number)
	if err != nil {
		return relaySilent(err)
	}
	r.trail, r.walkErr = r.Walker.Walk(ctx, r.link.URL, ShopperAgent)
	if len(r.trail.Hops) == 0 || r.trail.Hops[0].Status == 0 {
		return relayUnreachable(r.walkErr)
	}
	if first := r.trail.Hops[0]; !isRedirect(first.Status) {
		return linkUnknown(first.Status)
	}
	err = r.await(ctx, r.Tries, func() (bool, error) {
		clicks, err := r.Relay.Clicks(ctx, r.link.Number)
		for _, c := range clicks {
			if !slices.ContainsFunc(earlier, func(e Click) bool { return e.ClickID == c.ClickID }) {
				r.click = c
				return true, nil
			}
		}
		return false, err
	})
	switch {
	case errors.Is(err, errGaveUp):
		return clickNotLogged()
	case err != nil:
		return relaySilent(err)
	}
	r.note("Click id", r.click.ClickID)
	r.note("Logged at", r.click.At.UTC().Format(time.RFC3339))
	if r.click.Rejected != "" {
		r.note("Left out of click counts", r.click.Rejected)
	}
	return pass()
}

func (r *run) judgeHops(context.Context) verdict {
	if len(r.trail.Hops) == 0 || !isRedirect(r.trail.Hops[0].Status) {
		return skip("Not checked, because the link led nowhere.")
	}
	for i, hop := range r.trail.Hops {
		label := fmt.Sprintf("Hop %d", i+1)
		switch {
		case i == 0:
			label += " (relay)"
		case i == len(r.trail.Hops)-1 && r.walkErr == nil:
			label += " (brand)"
		}
		r.note(label, hop.String())
	}
	switch {
	case errors.Is(r.walkErr, ErrTooManyHops):
		return tooManyHops()
	case errors.Is(r.walkErr, ErrBlocked):
		return blockedHop(len(r.trail.Hops), r.walkErr)
	case r.walkErr != nil:
		return brokenHop(len(r.trail.Hops), r.walkErr)
	}
	to := r.trail.Hops[0].Location
	if id := r.click.ClickID; id != "" && !strings.Contains(strings.ToLower(to), strings.ToLower(id)) {
		return clickIDNotSent(to)
	}
	return pass()
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
	page := r.trail.Page
	r.note("Product page", page.URL)
	r.note("Status", fmt.Sprintf("%d %s", page.Status, http.StatusText(page.Status)))
	if page.Status != http.StatusOK {
		return pageBroken(page.Status)
	}
	id, _ := queryValue(page.URL, clickParam)
	if id == "" {
		return noClickParam(r.vanished(clickParam))
	}
	r.note(clickParam, id)
	r.note("Cookie "+clickCookie, map[bool]string{true: "set", false: "not set by the page's answer"}[r.cookieSet()])
	return pass()
}

func (r *run) cookieSet() bool {
	return slices.ContainsFunc(r.trail.Hops, func(h Hop) bool { return slices.Contains(h.SetCookies, clickCookie) })
}

func (r *run) judgeUTMs(context.Context) verdict {
	if len(r.link.UTMs) == 0 {
		return skip("The offer has no UTMs.")
	}
	var wrong []string
	at := 0
	for _, utm := range r.link.UTMs {
		got, found := queryValue(r.trail.Page.URL, utm.Name)
		switch {
		case !found:
			wrong = append(wrong, utm.Name+" is missing")
			at = max(at, r.vanished(utm.Name))
			r.note(utm.Name, "missing")
		case got != utm.Value && !strings.Contains(utm.Value, "{") || strings.Contains(got, "{"):
			wrong = append(wrong, fmt.Sprintf("%s is %q instead of %q", utm.Name, got, utm.Value))
			r.note(utm.Name, got)
		default:
			r.note(utm.Name, got)
		}
	}
	if len(wrong) > 0 {
		return utmsLost(wrong, at)
	}
	return pass()
}

// vanished is the number of the hop whose redirect dropped a parameter, or 0
// when no hop had it.
func (r *run) vanished(name string) int {
	for i := len(r.trail.Hops) - 1; i >= 0; i-- {
		if _, found := queryValue(r.trail.Hops[i].URL, name); found {
			return i + 1
		}
	}
	return 0
}

// queryValue finds a parameter in a URL; names are compared without case.
func queryValue(text, name string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil {
		return "", false
	}
	for key, values := range u.Query() {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0], true
		}
	}
	return "", false
}
