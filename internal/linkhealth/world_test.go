package linkhealth_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/linkhealth"
	"linkledger/internal/probe"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// world is a relay, CJ and shops, over real HTTP but for the relay.
type world struct {
	links   []linkhealth.Link
	states  map[int64]string // of the relay's links; live when not told
	lead    map[int64]string // where the relay has them lead, otherwise than expected
	server  *httptest.Server
	fault   string
	mu      sync.Mutex
	clicks  map[string]int // at CJ, by page
	asked   int
	book    *book
	clock   *clock.Virtual
	stopped context.CancelFunc // called at the click of that number
	stopAt  int
}

func newWorld(t *testing.T) *world {
	w := &world{states: map[int64]string{}, lead: map[int64]string{}, clicks: map[string]int{}, book: newBook(), clock: clock.NewFake(noon)}
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	return w
}

// clickIDOf is a click id of a link as a preview has it.
func clickIDOf(number int64) string { return fmt.Sprintf("aaaaaaaaaaaaaaaaaaaaaaaa%s", code(number)) }

func code(number int64) string {
	text := []byte("bbbbbb")
	for i := len(text) - 1; number > 0; i-- {
		text[i] = byte('b' + number%25)
		number /= 25
	}
	return string(text)
}

// page is the address of a product page with the UTMs of a member.
func (w *world) page(product int, member string) string {
	return fmt.Sprintf("%s/shop/products/p%d?utm_source=amb&utm_content=%s", w.server.URL, product, member)
}

func (w *world) cjLink(product int, member, clickID string) string {
	return w.server.URL + "/click-100-200?sid=" + clickID + "&url=" + url.QueryEscape(w.page(product, member))
}

// add adds links to products in turn.
func (w *world) add(links, products int) {
	for i := range links {
		n, product, member := int64(i+1), i%products, fmt.Sprintf("m%d", i)
		w.links = append(w.links, linkhealth.Link{ID: fmt.Sprintf("l%d", n), Number: n, Offer: fmt.Sprintf("o%d", product), State: linkhealth.Live, Synced: true,
			Leads: func(id string) string { return w.cjLink(product, member, id) }, Template: w.cjLink(product, "", ""), Own: []string{member}})
	}
}

func (w *world) Preview(_ context.Context, numbers []int64) ([]linkhealth.Preview, error) {
	var list []linkhealth.Preview
	for _, n := range numbers {
		to, told := w.lead[n]
		p := linkhealth.Preview{Number: n, State: w.states[n], Destination: to}
		if p.State == "" {
			p.State = linkhealth.Live
		}
		if p.State == linkhealth.Live && !told {
			p.Destination = w.links[n-1].Leads(clickIDOf(n))
		}
		list = append(list, p)
	}
	w.asked += len(numbers)
	return list, nil
}

// serve is CJ and the shop.
func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	inApp := strings.Contains(r.UserAgent(), "Instagram")
	q := r.URL.Query()
	switch {
	case strings.HasPrefix(r.URL.Path, "/click-"):
		w.click(q.Get("url"))
		switch w.fault {
		case "relationship":
			fmt.Fprint(rw, "<h1>Sorry</h1><p>The relationship between this publisher and the advertiser has expired.</p>")
			return
		case "cj page":
			fmt.Fprint(rw, "<h1>Welcome to our network</h1>")
			return
		case "masked":
			fmt.Fprintf(rw, `<iframe width="100%%" src="%s"></iframe>`, q.Get("url"))
			return
		case "no cjevent":
			http.Redirect(rw, r, q.Get("url"), http.StatusFound)
			return
		}
		http.Redirect(rw, r, q.Get("url")+"&cjevent=0123456789abcdef", http.StatusFound)
	case w.fault == "loop":
		http.Redirect(rw, r, r.URL.RequestURI(), http.StatusFound)
	case w.fault == "private":
		http.Redirect(rw, r, "http://10.20.30.40/", http.StatusFound)
	case w.fault == "stripped" && q.Has("cjevent"), w.fault == "in-app stripped" && inApp && q.Has("cjevent"):
		http.Redirect(rw, r, r.URL.Path, http.StatusFound)
	case w.fault == "no utms" && q.Has("utm_source"):
		http.Redirect(rw, r, r.URL.Path+"?cjevent="+q.Get("cjevent"), http.StatusFound)
	case w.fault == "other utms" && q.Get("utm_source") == "amb":
		http.Redirect(rw, r, r.URL.Path+"?utm_source=site&utm_content="+q.Get("utm_content")+"&cjevent="+q.Get("cjevent"), http.StatusFound)
	case w.fault == "home" && r.URL.Path != "/shop/":
		http.Redirect(rw, r, "/shop/?"+r.URL.RawQuery, http.StatusFound)
	case w.fault == "overwritten" && q.Get("cjevent") != "ffff":
		http.Redirect(rw, r, r.URL.Path+"?utm_source=amb&utm_content="+q.Get("utm_content")+"&cjevent=ffff", http.StatusFound)
	case w.fault == "gone":
		http.NotFound(rw, r)
	case w.fault == "robots":
		rw.WriteHeader(http.StatusForbidden)
	case w.fault == "soft":
		fmt.Fprint(rw, "<title>Page not found</title>")
	case w.fault == "sold out":
		fmt.Fprint(rw, "<h1>Boots</h1><h2>Ausverkauft</h2>")
	default:
		fmt.Fprint(rw, "<title>Boots</title><h1>Boots</h1>")
	}
}

func (w *world) click(page string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clicks[page]++
	if w.stopped != nil && w.total() == w.stopAt {
		w.stopped()
	}
}

// total is how many clicks CJ saw.
func (w *world) total() (n int) {
	for _, clicks := range w.clicks {
		n += clicks
	}
	return n
}

func (w *world) sweeper() linkhealth.Sweeper {
	return linkhealth.Sweeper{
		Links: func(context.Context) ([]linkhealth.Link, error) { return w.links, nil },
		Relay: w, Walker: probe.NewWalker(probe.Policy{Loopback: true}, w.clock), Book: w.book, Clock: w.clock,
		IsLink: func(address string) bool { return strings.Contains(address, "/click-") },
		IsHost: func(string) bool { return false },
	}
}

// sweep makes a sweep to its end.
func (w *world) sweep(t *testing.T, id string, before *linkhealth.Sweep) linkhealth.Sweep {
	t.Helper()
	s := linkhealth.Sweep{ID: id, State: linkhealth.Running, Walks: true}
	if err := w.sweeper().Run(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	walks, err := w.book.Walks(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	s.Finish(linkhealth.Done, walks, before)
	return s
}

// codes are the findings of a sweep.
func codes(s linkhealth.Sweep) string {
	seen := map[string]bool{}
	for _, f := range s.Findings {
		seen[string(f.Code)] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), " ")
}

// book keeps sweeps in memory.
type book struct {
	mu    sync.Mutex
	walks map[string][]linkhealth.Walk
}

func newBook() *book { return &book{walks: map[string][]linkhealth.Walk{}} }

func (b *book) PutSweep(context.Context, linkhealth.Sweep) error { return nil }

func (b *book) PutWalk(_ context.Context, sweep string, w linkhealth.Walk) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.walks[sweep] = append(b.walks[sweep], w)
	return nil
}

func (b *book) Walks(_ context.Context, sweep string) ([]linkhealth.Walk, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.walks[sweep]), nil
}
