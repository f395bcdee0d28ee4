package relay_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// leads is where a link leads: its host, or nothing for the plain page.
func (f *fixture) leads(code string) string {
	f.t.Helper()
	response := f.get(http.MethodGet, "/"+code)
	target, err := url.Parse(response.Header.Get("Location"))
	if err != nil || (response.StatusCode == http.StatusFound) == (target.Host == "") {
		f.t.Fatalf("%d to %q (%v)", response.StatusCode, target, err)
	}
	return target.Host
}

// change puts the fields of the fixture's offer that set gives, as another
// device would.
func (f *fixture) change(api *relayapi.ClientWithResponses, set func(*relayapi.PublicOffer)) {
	f.t.Helper()
	o := relayapi.PublicOffer{ID: f.offer().ID}
	set(&o)
	response, err := api.PushLogWithResponse(f.t.Context(), relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{}, Offers: []relayapi.PublicOffer{o}})
	if err != nil || response.JSON200 == nil {
		f.t.Fatalf("push: %v %s", err, response.Body)
	}
}

func (f *fixture) restart() {
	f.t.Helper()
	f.close()
	f.open()
}

func TestOffersDecideWhereLinksLead(t *testing.T) {
	f := start(t)
	const cj, next, fallback = "www.cj.example", "www.next.example", "www.brand.example"
	fallbackURL, none := "https://"+fallback+"/?m={member_id}", ""
	steps := []struct {
		name string
		set  func(*relayapi.PublicOffer)
		link relayapi.PublicLinkStatus
		want string
	}{
		{"both run", func(*relayapi.PublicOffer) {}, relayapi.PublicLinkStatusActive, cj},
		{"offer paused", func(o *relayapi.PublicOffer) { o.Status = relayapi.PublicOfferStatusPaused }, relayapi.PublicLinkStatusActive, ""},
		{"with a fallback", func(o *relayapi.PublicOffer) { o.FallbackURL = &fallbackURL }, relayapi.PublicLinkStatusActive, fallback},
		{"both paused", func(*relayapi.PublicOffer) {}, relayapi.PublicLinkStatusPaused, fallback},
		{"link paused", func(o *relayapi.PublicOffer) { o.Status = relayapi.PublicOfferStatusActive }, relayapi.PublicLinkStatusPaused, fallback},
		{"fallback taken away", func(o *relayapi.PublicOffer) { o.FallbackURL = &none }, relayapi.PublicLinkStatusPaused, ""},
		{"another destination", func(o *relayapi.PublicOffer) { o.Destination = "https://" + next + "/?sid={click_id}" }, relayapi.PublicLinkStatusActive, next},
	}
	for _, step := range steps {
		f.change(f.api, step.set)
		l := f.link(0)
		l.Status = step.link
		f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{l}})
		if got := f.leads(l.Code); got != step.want {
			t.Fatalf("%s: leads to %q, want %q", step.name, got, step.want)
		}
		if f.restart(); f.leads(l.Code) != step.want {
			t.Fatalf("%s: leads elsewhere after a restart", step.name)
		}
	}
}

func TestAnOfferOfManyLinksIsPausedByOneRow(t *testing.T) {
	f := start(t)
	const links = 5000
	block, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: links})
	if err != nil || block.JSON201 == nil {
		t.Fatalf("block: %v", err)
	}
	f.block = *block.JSON201
	for from := 0; from < links; from += 1000 {
		push := relayapi.Push{Epoch: f.epoch}
		for i := from; i < from+1000; i++ {
			push.Links = append(push.Links, f.link(i))
		}
		f.mustPush(push)
	}
	// The device that pauses never saw a link.
	f.change(f.client(f.device("Second").Token), func(o *relayapi.PublicOffer) { o.Status = relayapi.PublicOfferStatusPaused })
	for _, code := range f.block.Codes {
		if to := f.leads(code); to != "" {
			t.Fatalf("link %s of a paused offer leads to %s", code, to)
		}
	}
}

func TestTwoDevicesEditsOfOneOfferBothStand(t *testing.T) {
	f := start(t)
	second := f.client(f.device("Second").Token)
	fallback, other := "https://www.brand.example/", "second-token-0123456789abcdef"
	var group sync.WaitGroup
	for _, edit := range []struct {
		api *relayapi.ClientWithResponses
		set func(*relayapi.PublicOffer)
	}{
		{f.api, func(o *relayapi.PublicOffer) { o.Destination = "https://www.next.example/?sid={click_id}" }},
		{second, func(o *relayapi.PublicOffer) { o.FallbackURL = &fallback }},
		{f.api, func(o *relayapi.PublicOffer) { o.PostbackTokenHashes = []string{relay.HashToken(other)} }},
		{second, func(o *relayapi.PublicOffer) { o.Currency = "USD" }},
	} {
		group.Go(func() { f.change(edit.api, edit.set) })
	}
	group.Wait()
	for _, when := range []string{"at once", "after a restart"} {
		if to := f.leads(f.block.Codes[0]); to != "www.next.example" {
			t.Fatalf("%s: leads to %q", when, to)
		}
		before := len(f.conversions())
		id := f.click()
		if status, _ := f.postback("transaction_id=" + id + "&amount=5"); status != http.StatusUnauthorized {
			t.Fatalf("%s: the rotated token answers %d", when, status)
		}
		if r := f.get(http.MethodGet, "/postback/"+other+"?transaction_id="+id+"&amount=5"); r.StatusCode != http.StatusOK {
			t.Fatalf("%s: the new token answers %d", when, r.StatusCode)
		}
		if got := f.conversions()[before:]; len(got) != 1 || got[0].SaleAmount.Currency != "USD" {
			t.Fatalf("%s: %+v", when, got)
		}
		f.restart()
	}
	f.change(f.client(f.connection.Token), func(o *relayapi.PublicOffer) { o.Status = relayapi.PublicOfferStatusPaused })
	if to := f.leads(f.block.Codes[0]); to != "www.brand.example" {
		t.Fatalf("paused, it leads to %q", to)
	}
}

func TestALinksOfferAndMemberAreFinal(t *testing.T) {
	f := start(t)
	other := f.offer()
	other.ID, other.PostbackTokenHashes = "offerbbbbbbbbbbb", []string{relay.HashToken("another token")}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{other}})
	for name, change := range map[string]func(*relayapi.PublicLink){
		"offer":  func(l *relayapi.PublicLink) { l.OfferID = other.ID },
		"member": func(l *relayapi.PublicLink) { l.MemberID = "memberbbbbbbbbbb" },
	} {
		l := f.link(0)
		change(&l)
		response := f.push(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{l}})
		if response.StatusCode() != http.StatusBadRequest || !strings.Contains(response.JSONDefault.Message, "already") {
			t.Errorf("%s: %s", name, response.Body)
		}
	}
}

// TestPassThrough: what an offer allows goes on, and is checked when written.
func TestPassThrough(t *testing.T) {
	f := start(t)
	location := func() string {
		return f.get(http.MethodGet, "/"+f.block.Codes[0]+"?utm_content=a%20b&ref=c&sid=forged&m=forged").Header.Get("Location")
	}
	if got := location(); strings.Contains(got, "utm_content") {
		t.Fatalf("passed on without leave: %s", got)
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.PassThrough = []string{"utm_content", "ref", "m"} })
	f.change(f.api, func(o *relayapi.PublicOffer) { o.Currency = "USD" }) // another field: this one stays
	for range 2 {
		got := location()
		if !strings.HasSuffix(got, "&s=&utm_content=a%20b&ref=c") || strings.Contains(got, "forged") {
			t.Fatalf("leads to %s", got)
		}
		f.restart()
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.PassThrough = []string{} })
	if got := location(); strings.Contains(got, "utm_content") {
		t.Fatalf("taken back, and yet passed on: %s", got)
	}
	for _, wrong := range [][]string{{"sid"}, {"a b"}, {"a", "A"}, {""}} {
		if response := f.push(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{{ID: f.offer().ID, PassThrough: wrong}}}); response.StatusCode() != http.StatusBadRequest {
			t.Errorf("%q: %d %s", wrong, response.StatusCode(), response.Body)
		}
	}
}

// TestDestinationHosts: an operator may say where links may lead.
func TestDestinationHosts(t *testing.T) {
	f := start(t)
	f.close()
	f.urls.Hosts = affiliate.Hosts{"www.cj.example"}
	f.open()
	if f.leads(f.block.Codes[0]) != "www.cj.example" {
		t.Fatal("what was written before is gone")
	}
	elsewhere, fine := "https://www.brand.example/", "https://www.cj.example/gone"
	for _, o := range []relayapi.PublicOffer{{Destination: elsewhere}, {FallbackURL: &elsewhere}} {
		o.ID = f.offer().ID
		if response := f.push(relayapi.Push{Epoch: f.epoch, Offers: []relayapi.PublicOffer{o}}); response.StatusCode() != http.StatusBadRequest || !strings.Contains(string(response.Body), "operator") {
			t.Errorf("%d %s", response.StatusCode(), response.Body)
		}
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.FallbackURL = &fine })
	if _, err := f.relay.CreateWorkspace(t.Context(), relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: "https://go.other.example"}); err != nil {
		t.Errorf("the list is of destinations, not of link bases: %v", err)
	}
}

// TestForbiddenHostsOfBefore: what was written before the operator narrowed the
// list leads nowhere any more, and is told of once.
func TestForbiddenHostsOfBefore(t *testing.T) {
	f := start(t)
	fallback := "https://www.brand.example/"
	f.change(f.api, func(o *relayapi.PublicOffer) { o.FallbackURL = &fallback })
	told := func() int { return strings.Count(f.logged.String(), "\"offer\":\""+f.offer().ID+"\"") }
	for _, step := range []struct {
		hosts affiliate.Hosts
		want  string
		told  int
	}{
		{affiliate.Hosts{"www.cj.example"}, "www.cj.example", 1}, // and no fallback
		{affiliate.Hosts{"www.brand.example"}, "www.brand.example", 2},
		{affiliate.Hosts{"www.other.example"}, "", 3},
		{nil, "www.cj.example", 3},
	} {
		f.urls.Hosts = step.hosts
		f.restart()
		for range 2 {
			if got := f.leads(f.block.Codes[0]); got != step.want {
				t.Errorf("with %q it leads to %q, want %q", step.hosts, got, step.want)
			}
			f.change(f.api, func(o *relayapi.PublicOffer) { o.Currency = "USD" }) // changes nothing of it
		}
		if got := told(); got != step.told {
			t.Errorf("with %q it was told of %d times, want %d: %s", step.hosts, got, step.told, f.logged)
		}
	}
}
