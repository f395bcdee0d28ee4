package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The hops between click link and landing page, named after those that were
// seen: cj.dotomi.com/links-t/… and www.emjcd.com. CJ documents neither their
// number nor their form.
const (
	firstHop = "/cj/links-t/"
	lastHop  = "/cj/emjcd/"
)

// Click is a click that CJ recorded.
type Click struct {
	CJEvent     string // CJ's own click id, 32 hexadecimal digits
	PID, AID    string
	SID         string // the publisher's tracking value, "" if the link had none
	Destination string // the landing URL, without cjevent
	Referrer    string
	Time        time.Time
}

func (s *Sandbox) handleClick(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a click link is followed with GET", http.StatusMethodNotAllowed)
		return
	}
	click, err := readClick(r)
	if s.fault(LostSID) {
		click.SID = ""
	}
	if err == nil {
		err = s.change(func(st *state, now time.Time) error {
			click.Time = now
			st.Clicks = append(st.Clicks, click)
			return nil
		})
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	if s.fault(Relationship) {
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "This link is no longer active: the relationship between the publisher and the advertiser has expired.", http.StatusOK)
		return
	}
	hop(w, r, firstHop+click.CJEvent)
}

func readClick(r *http.Request) (Click, error) {
	link, err := parseClickLink(r.URL.EscapedPath(), r.URL.RawQuery)
	if err != nil {
		return Click{}, err
	}
	if link.PID != publisherPID {
		return Click{}, missing("CJ knows no promotional property %q: the PID here is %s", shorten(link.PID), publisherPID)
	}
	wanted := link.Destination
	if link.AID != "" {
		ad, ok := adByID(link.AID)
		if !ok {
			return Click{}, missing("CJ knows no ad %q for property %s", shorten(link.AID), link.PID)
		}
		if wanted == "" || !ad.DeepLinks { // CJ publishes no more than that such links aren't deep
			wanted = origin(r) + ad.ProductPath()
		}
	}
	landing, err := destination(wanted, r.Host)
	if err != nil {
		return Click{}, err
	}
	if link.AID == "" {
		link.AID = adForPage(landing.Path).AID
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails
	return Click{
		CJEvent: hex.EncodeToString(id), PID: link.PID, AID: link.AID, SID: link.SID,
		Destination: wanted, Referrer: r.Referer(),
	}, nil
}

func (s *Sandbox) handleFirstHop(w http.ResponseWriter, r *http.Request) {
	click, err := s.click(r.PathValue("cjevent"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	hop(w, r, lastHop+click.CJEvent)
}

func (s *Sandbox) handleLastHop(w http.ResponseWriter, r *http.Request) {
	click, err := s.click(r.PathValue("cjevent"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	landing, err := url.Parse(click.Destination)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	to := withClickID(landing, click.CJEvent)
	if s.fault(MaskedLink) {
		mask(w, to)
		return
	}
	hop(w, r, to)
}

func hop(w http.ResponseWriter, r *http.Request, to string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusFound)
}

// click finds a recorded click.
func (s *Sandbox) click(cjevent string) (Click, error) {
	found := read(s, func(st *state) *Click {
		click, ok := st.click(cjevent)
		if !ok {
			return nil
		}
		return &click
	})
	if found == nil {
		return Click{}, missing("CJ knows no click %q: follow the click link again", shorten(cjevent))
	}
	return *found, nil
}

// click compares without case, since shops may lower or raise what they keep.
func (st *state) click(cjevent string) (Click, bool) {
	i := slices.IndexFunc(st.Clicks, func(c Click) bool { return strings.EqualFold(c.CJEvent, cjevent) })
	if i < 0 {
		return Click{}, false
	}
	return st.Clicks[i], true
}
