package relay_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func ptr[T any](v T) *T { return &v }

// refusal is what a push is told that must store nothing.
func (f *fixture) refusal(p relayapi.Push) (int, relayapi.Problem) {
	f.t.Helper()
	response := f.push(p)
	if response.JSONDefault == nil {
		f.t.Fatalf("push was taken: %s", response.Body)
	}
	return response.StatusCode(), *response.JSONDefault
}

func (f *fixture) preview(numbers ...int64) []relayapi.LinkPreview {
	f.t.Helper()
	response, err := f.api.PreviewLinksWithResponse(f.t.Context(), relayapi.PreviewRequest{Numbers: numbers})
	if err != nil || response.JSON200 == nil {
		f.t.Fatalf("preview: %v %s", err, response.Body)
	}
	return response.JSON200.Links
}

func (f *fixture) pushLink(i int, set func(*relayapi.PublicLink)) {
	f.t.Helper()
	l := f.link(i)
	set(&l)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{l}})
}

// numberOf is the link of a redirect.
func (f *fixture) numberOf(path string) int64 {
	f.t.Helper()
	response := f.get(http.MethodGet, path)
	target, err := url.Parse(response.Header.Get("Location"))
	if err != nil || response.StatusCode != http.StatusFound {
		return 0
	}
	_, parts, err := f.workspace.ClickKeys.Parse(target.Query().Get("sid"))
	if err != nil {
		f.t.Fatalf("%s: %v", target, err)
	}
	return parts.Link
}

func TestASlugLeadsToItsLinkForEver(t *testing.T) {
	f := start(t)
	first := f.block.FirstNumber
	for _, slug := range []string{"anna", "summer25", "anna-maria-2026"} { // the second has the form of a code
		f.pushLink(0, func(l *relayapi.PublicLink) { l.Slug = &slug })
	}
	f.pushLink(0, func(*relayapi.PublicLink) {})                                                        // knows nothing of slugs
	f.pushLink(1, func(l *relayapi.PublicLink) { l.Slug, l.Aliases = ptr("ben"), []string{"old-ben"} }) // another device's memory
	check := func(when string) {
		t.Helper()
		for path, want := range map[string]int64{
			"/anna": first, "/summer25": first, "/anna-maria-2026": first, "/" + f.block.Codes[0]: first, "/ben": first + 1, "/old-ben": first + 1,
			"/Anna": first, "/ANNA-Maria-2026": first, "/anna-maria": 0, "/ann": 0, "/ÄNNA": 0,
		} {
			if got := f.numberOf(path); got != want {
				t.Errorf("%s: %s leads to link %d, want %d", when, path, got, want)
			}
		}
	}
	check("at once")
	if shown := f.preview(first)[0].Slug; shown != "anna-maria-2026" {
		t.Errorf("%q is shown", shown)
	}
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Slug = ptr("") })
	f.restart()
	check("after a restart, not shown any more")
	if shown := f.preview(first)[0].Slug; shown != "" {
		t.Errorf("%q is shown after it was taken away", shown)
	}
}

func TestASlugOfAnotherLinkIsRefusedWhole(t *testing.T) {
	f := start(t)
	other, err := f.relay.CreateWorkspace(t.Context(), relay.NewWorkspace{TimeZone: "UTC", LinkBase: "https://go.other.example"})
	if err != nil {
		t.Fatal(err)
	}
	connection, err := f.relay.AddDevice(t.Context(), other.ID, "Theirs")
	if err != nil {
		t.Fatal(err)
	}
	theirs := f.client(connection.Token)
	me, err := theirs.GetWorkspaceWithResponse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	block, err := theirs.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	o := f.offer()
	o.PostbackTokenHashes = []string{relay.HashToken("their token")}
	pushed, err := theirs.PushLogWithResponse(t.Context(), relayapi.Push{Epoch: me.JSON200.Epoch, Entries: []relayapi.NewEntry{}, Offers: []relayapi.PublicOffer{o}, Links: []relayapi.PublicLink{{
		Number: block.JSON201.FirstNumber, Code: block.JSON201.Codes[0], OfferID: o.ID, MemberID: "theirmember", Status: relayapi.PublicLinkStatusActive, Slug: ptr("theirs"),
	}}})
	if err != nil || pushed.JSON200 == nil {
		t.Fatalf("%v %s", err, pushed.Body)
	}
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Slug = ptr("anna") })
	head := len(f.entries(""))
	for name, test := range map[string]struct {
		set    func(*relayapi.PublicLink)
		status int
		code   string
		slug   string
	}{
		"new without status":  {func(l *relayapi.PublicLink) { l.Status = "" }, 400, "invalid", ""},
		"of this workspace":   {func(l *relayapi.PublicLink) { l.Slug = ptr("anna") }, 422, "slug_taken", "anna"},
		"of another one":      {func(l *relayapi.PublicLink) { l.Slug = ptr("theirs") }, 422, "slug_taken", "theirs"},
		"as an alias":         {func(l *relayapi.PublicLink) { l.Aliases = []string{"mine", "theirs"} }, 422, "slug_taken", "theirs"},
		"kept for the relay":  {func(l *relayapi.PublicLink) { l.Slug = ptr("postback") }, 422, "slug_taken", "postback"},
		"a wrong form":        {func(l *relayapi.PublicLink) { l.Slug = ptr("../x") }, 400, "invalid", ""},
		"capitals":            {func(l *relayapi.PublicLink) { l.Slug = ptr("Anna-B") }, 400, "invalid", ""},
		"two hyphens":         {func(l *relayapi.PublicLink) { l.Slug = ptr("a--b") }, 400, "invalid", ""},
		"too short":           {func(l *relayapi.PublicLink) { l.Slug = ptr("ab") }, 400, "invalid", ""},
		"too long":            {func(l *relayapi.PublicLink) { l.Slug = ptr(strings.Repeat("a", 41)) }, 400, "invalid", ""},
		"too many":            {func(l *relayapi.PublicLink) { l.Aliases = manySlugs(51) }, 400, "invalid", ""},
		"a page by http":      {func(l *relayapi.PublicLink) { l.Page = ptr("http://shop.example/") }, 400, "invalid", ""},
		"a page inside":       {func(l *relayapi.PublicLink) { l.Page = ptr("https://10.0.0.1/") }, 400, "invalid", ""},
		"a page with unknown": {func(l *relayapi.PublicLink) { l.Page = ptr("https://shop.example/{nothing}") }, 400, "invalid", ""},
		"a value too long":    {func(l *relayapi.PublicLink) { l.Values = map[string]string{"creator_name": strings.Repeat("ä", 61)} }, 400, "invalid", ""},
		"a value with a line": {func(l *relayapi.PublicLink) { l.Values = map[string]string{"creator_name": "a\nb"} }, 400, "invalid", ""},
		"a name of no macro":  {func(l *relayapi.PublicLink) { l.Values = map[string]string{"Creator Name": "a"} }, 400, "invalid", ""},
		"too many values":     {func(l *relayapi.PublicLink) { l.Values = manyValues(9) }, 400, "invalid", ""},
	} {
		l := f.link(1)
		test.set(&l)
		status, problem := f.refusal(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{sealed(t, f.workspace.ID, relayapi.KindChange, "x")}, Links: []relayapi.PublicLink{f.link(2), l}})
		if status != test.status || problem.Code != test.code || problem.Slug != test.slug || problem.Hint == "" {
			t.Errorf("%s: %d %+v", name, status, problem)
		}
	}
	if got := len(f.entries("")); got != head {
		t.Errorf("the log has %d entries after refusals, and had %d", got, head)
	}
	if got := f.preview(f.block.FirstNumber + 2)[0].State; got != relayapi.LinkPreviewStateUnknown {
		t.Errorf("a link of a refused push is %s", got)
	}
	if f.numberOf("/mine") != 0 {
		t.Error("a slug of a refused push leads somewhere")
	}
}

func manySlugs(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprint("slug-", i))
	}
	return all
}

func manyValues(n int) map[string]string {
	all := map[string]string{}
	for i := range n {
		all[fmt.Sprint("name", i)] = "x"
	}
	return all
}

func TestPreviewsSayWhereLinksLeadAndCountNothing(t *testing.T) {
	f := start(t)
	first := f.block.FirstNumber
	paused := f.link(1)
	paused.Status = relayapi.PublicLinkStatusPaused
	ended := f.offer()
	ended.ID, ended.PostbackTokenHashes, ended.EndsAt = "offerbbbbbbbbbbb", []string{relay.HashToken("another")}, ptr("2026-11-22T11:00:00Z")
	late := f.link(2)
	late.OfferID = ended.ID
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{paused, late}, Offers: []relayapi.PublicOffer{ended}})
	got := f.preview(first+2, first, first+1, first+3, -1, first)
	type row struct {
		Number int64
		State  relayapi.LinkPreviewState
		Code   string
		Leads  bool
	}
	var rows []row
	for _, p := range got {
		rows = append(rows, row{p.Number, p.State, p.Code, p.Destination != ""})
	}
	want := []row{
		{first + 2, relayapi.LinkPreviewStateEnded, f.block.Codes[2], true}, {first, relayapi.LinkPreviewStateLive, f.block.Codes[0], true},
		{first + 1, relayapi.LinkPreviewStatePaused, f.block.Codes[1], false}, {first + 3, relayapi.LinkPreviewStateUnknown, "", false},
		{-1, relayapi.LinkPreviewStateUnknown, "", false}, {first, relayapi.LinkPreviewStateLive, f.block.Codes[0], true},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Fatal(diff)
	}
	if got[1] != got[5] {
		t.Errorf("two previews of a link differ: %v, %v", got[1], got[5])
	}
	target, err := url.Parse(got[1].Destination)
	if err != nil {
		t.Fatal(err)
	}
	id, parts, err := f.workspace.ClickKeys.Parse(target.Query().Get("sid"))
	if err != nil || !parts.Preview() || parts.Link != first || !parts.Time.Equal(time.Unix(0, 0)) || target.Query().Get("m") != "memberaaaaaaaaaa" {
		t.Fatalf("%s: %+v, %v", target, parts, err)
	}
	if status, reply := f.postback("transaction_id=" + string(id) + "&amount=10"); status != 400 || !strings.Contains(reply, "preview") {
		t.Errorf("a sale of a preview: %d %s", status, reply)
	}
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if entries := f.entries(""); len(entries) != 0 {
		t.Errorf("previews left %v in the log", entries)
	}
	stranger := f.client("lld_nobody")
	if response, err := stranger.PreviewLinksWithResponse(t.Context(), relayapi.PreviewRequest{Numbers: []int64{first}}); err != nil || response.StatusCode() != 401 {
		t.Errorf("a stranger is told: %v %s", err, response.Body)
	}
	if _, real, err := f.workspace.ClickKeys.Parse(f.click()); err != nil || real.Preview() {
		t.Errorf("a click is taken for a preview: %+v, %v", real, err)
	}
}

func TestALinkOfAnEndedOfferLeadsOnAndItsClicksSaySo(t *testing.T) {
	f := start(t)
	end := f.clock.Now().Add(time.Hour)
	f.change(f.api, func(o *relayapi.PublicOffer) { o.EndsAt = ptr(end.Format(time.RFC3339)) })
	f.click()
	f.clock.AdvanceTo(end.Add(-time.Millisecond))
	f.click("User-Agent", phone+" Instagram 400.0")
	f.clock.AdvanceTo(end)
	id := f.click()
	if status, reply := f.postback("transaction_id=" + id + "&amount=10&order_id=1"); status != 200 {
		t.Errorf("a sale after the end: %d %s", status, reply)
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.FallbackURL = ptr("https://www.brand.example/?c={click_id}") })
	response := f.get(http.MethodGet, "/"+f.block.Codes[0])
	target, err := url.Parse(response.Header.Get("Location"))
	if err != nil || target.Host != "www.brand.example" || len(target.Query().Get("c")) != affiliate.ClickIDLength {
		t.Errorf("with a fallback it leads to %s, %v", target, err)
	}
	f.get(http.MethodHead, "/"+f.block.Codes[0])
	f.restart()
	if to := f.leads(f.block.Codes[0]); to != "www.brand.example" {
		t.Errorf("after a restart it leads to %s", to)
	}
	f.change(f.api, func(o *relayapi.PublicOffer) { o.EndsAt = ptr("") })
	if to := f.leads(f.block.Codes[0]); to != "www.cj.example" {
		t.Errorf("without an end it leads to %s", to)
	}
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	rejected, gross := map[string]int64{}, int64(0)
	for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		for _, l := range b.Links {
			gross += l.Gross
			for reason, n := range l.Rejected {
				rejected[reason] += n
			}
		}
	}
	if diff := cmp.Diff(map[string]int64{"ended": 3}, rejected); diff != "" || gross != 6 {
		t.Errorf("%d clicks, %s", gross, diff)
	}
}

// TestARowChangesOnlyWhatItSays: a device that publishes a link's values anew
// does not resume what another has paused meanwhile.
func TestARowChangesOnlyWhatItSays(t *testing.T) {
	f := start(t)
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Status, l.Slug = relayapi.PublicLinkStatusPaused, ptr("anna") })
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Status, l.Values = "", map[string]string{"creator_name": "Anna"} })
	for _, when := range []string{"at once", "after a restart"} {
		if p := f.preview(f.block.FirstNumber)[0]; p.State != relayapi.LinkPreviewStatePaused || p.Slug != "anna" {
			t.Errorf("%s: %+v", when, p)
		}
		f.restart()
	}
}

// TestClicksOfATestLinkStayOutOfItsOffersCounts: they are counted by link, which
// a device can tell apart, also when kept clicks are judged anew.
func TestClicksOfATestLinkStayOutOfItsOffersCounts(t *testing.T) {
	f := start(t)
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Test = true })
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Status = relayapi.PublicLinkStatusActive }) // knows nothing of tests
	f.pushLink(1, func(*relayapi.PublicLink) {})
	f.click()
	f.get(http.MethodGet, "/"+f.block.Codes[1])
	sum := func() (byLink map[int64]int64, byHour int64) {
		byLink = map[int64]int64{}
		for _, b := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
			for _, l := range b.Links {
				byLink[l.Number-f.block.FirstNumber] += l.Unique
			}
			for _, o := range b.Offers {
				if o.Dimension == "hour" {
					byHour += o.Clicks
				}
			}
		}
		return byLink, byHour
	}
	check := func(when string, wantLinks map[int64]int64, wantHour int64) {
		t.Helper()
		if err := f.relay.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		byLink, byHour := sum()
		if diff := cmp.Diff(wantLinks, byLink); diff != "" || byHour != wantHour {
			t.Errorf("%s: %s, and %d clicks by hour, want %d", when, diff, byHour, wantHour)
		}
	}
	check("at once", map[int64]int64{0: 1, 1: 1}, 1)
	for i, want := range []bool{true, false} {
		raw, err := f.api.ListClicksWithResponse(t.Context(), &relayapi.ListClicksParams{Link: f.block.FirstNumber + int64(i)})
		if err != nil || raw.JSON200 == nil || len(*raw.JSON200) != 1 || (*raw.JSON200)[0].Test != want {
			t.Errorf("raw clicks of link %d: %v %s", i, err, raw.Body)
		}
	}
	err := f.relay.Reclassify(t.Context(), relay.Reclassification{AgentRules: "bot\tiphone\tTest"}, func(relay.Reclassified) {})
	if err != nil {
		t.Fatal(err)
	}
	check("judged to be bots", map[int64]int64{0: 0, 1: 0}, 0)
}
