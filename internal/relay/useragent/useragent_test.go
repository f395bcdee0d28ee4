package useragent_test

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/relay/useragent"
)

//go:embed testdata/instances.txt
var instances string

//go:embed testdata/people.txt
var people string

func classifier(t testing.TB) *useragent.Classifier {
	t.Helper()
	c, err := useragent.New("")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	iphone  = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	android = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
)

func TestClassify(t *testing.T) {
	c := classifier(t)
	for agent, want := range map[string]useragent.Agent{
		iphone + "Version/19.0 Mobile/15E148 Safari/604.1":                                                            {Device: "mobile", Browser: "Safari"},
		iphone + "Mobile/15E148 Instagram 400.0.0.10 (iPhone17,1; iOS 19_0; en_US)":                                   {Device: "mobile", Browser: "Instagram"},
		iphone + "Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.1;FBBV/1]":                                                   {Device: "mobile", Browser: "Facebook"},
		android + "Version/4.0 Chrome/140.0 Mobile Safari/537.36 musical_ly_2023 BytedanceWebview/d8a21c6":            {Device: "mobile", Browser: "TikTok"},
		android + "Chrome/140.0 Mobile Safari/537.36":                                                                 {Device: "mobile", Browser: "Chrome"},
		android + "Chrome/140.0 Safari/537.36":                                                                        {Device: "tablet", Browser: "Chrome"},
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0":           {Device: "desktop", Browser: "Edge"},
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                      {Device: "desktop", Browser: "Firefox"},
		"Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80 Mobile Safari/53": {Device: "mobile", Browser: "Chrome"},
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)":                                    {Device: "other", Browser: "Google", Rejected: useragent.Bot},
		"facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)":                                   {Device: "other", Browser: "Facebook", Rejected: useragent.Preview},
		"WhatsApp/2.23.20.0 A":                         {Device: "other", Browser: "WhatsApp", Rejected: useragent.Preview},
		iphone + "Mobile/15E148 WhatsApp/2.26":         {Device: "mobile", Browser: "WhatsApp"},
		"Slackbot-LinkExpanding 1.0":                   {Device: "other", Browser: "Slack", Rejected: useragent.Preview},
		"SomeNewBot/1.0":                               {Device: "other", Browser: "bot", Rejected: useragent.Bot},
		"examplebot":                                   {Device: "other", Browser: "bot", Rejected: useragent.Bot},
		"curl/8.5.0":                                   {Device: "other", Browser: "curl", Rejected: useragent.Bot},
		"Go-http-client/1.1":                           {Device: "other", Browser: "Go", Rejected: useragent.Bot},
		"Mozilla/5.0 zgrab/0.x":                        {Device: "other", Browser: "other", Rejected: useragent.Scanner},
		"Mimecast-URL-Protect/1.0":                     {Device: "other", Browser: "Mimecast", Rejected: useragent.Scanner},
		"ProofPoint URL Defense":                       {Device: "other", Browser: "Proofpoint", Rejected: useragent.Scanner},
		"Barracuda Sentinel (EE)":                      {Device: "other", Browser: "Barracuda", Rejected: useragent.Scanner},
		"Microsoft-ATP SafeLinks/1.0":                  {Device: "other", Browser: "Microsoft", Rejected: useragent.Scanner},
		"Mozilla/5.0 (via ggpht.com GoogleImageProxy)": {Device: "other", Browser: "Gmail", Rejected: useragent.Scanner},
		"":                             {Device: "other", Browser: "other", Rejected: useragent.Bot},
		" ":                            {Device: "other", Browser: "other", Rejected: useragent.Bot},
		"Something nobody has seen":    {Device: "other", Browser: "other"},
		"Robotics Lab Browser (Linux)": {Device: "desktop", Browser: "other"},
	} {
		for range 2 { // the second time from memory
			if got := c.Classify(agent); got != want {
				t.Errorf("%q is %+v, want %+v", agent, got, want)
			}
		}
	}
}

// TestCrawlersAreFound: what the list itself knows of, but for what agents.txt
// says to be people.
func TestCrawlersAreFound(t *testing.T) {
	c, missed := classifier(t), []string{}
	for line := range strings.Lines(instances) {
		agent := strings.TrimSpace(line)
		if c.Classify(agent).Rejected == "" {
			missed = append(missed, agent)
		}
	}
	want := []string{"Instagram 406.0.0.58.159", "MetaIAB Facebook"} // browsers inside applications
	if len(missed) != len(want) {
		t.Fatalf("%d are taken for people:\n%s", len(missed), strings.Join(missed, "\n"))
	}
	for i, agent := range missed {
		if !strings.Contains(agent, want[i]) {
			t.Errorf("%q is taken for a person", agent)
		}
	}
}

func TestPeopleArePeople(t *testing.T) {
	c, n := classifier(t), 0
	for line := range strings.Lines(people) {
		agent := strings.TrimSpace(line)
		if agent == "" || strings.HasPrefix(agent, "#") {
			continue
		}
		n++
		if a := c.Classify(agent); a.Rejected != "" || a.Device == "other" {
			t.Errorf("%q is %+v", agent, a)
		}
	}
	if n < 60 {
		t.Fatalf("only %d people", n)
	}
}

func TestSignal(t *testing.T) {
	c := classifier(t)
	for _, test := range []struct{ name, value, want string }{
		{"Sec-Purpose", "prefetch;prerender", useragent.Prefetch}, {"Sec-Purpose", "PREFETCH", useragent.Prefetch},
		{"Purpose", "prefetch", useragent.Prefetch}, {"X-Purpose", "preview", useragent.Prefetch}, {"X-Moz", "prefetch", useragent.Prefetch},
		{"From", "googlebot(at)googlebot.com", useragent.Bot}, {"From", "", ""}, {"Purpose", "navigate", ""}, {"Accept", "prefetch", ""},
	} {
		h := http.Header{}
		h.Set(test.name, test.value)
		if got := c.Signal(h.Get); got != test.want {
			t.Errorf("%s: %q is %q, want %q", test.name, test.value, got, test.want)
		}
	}
	if names := c.Headers(); !slices.Equal(names, []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz", "From"}) {
		t.Errorf("headers %v", names)
	}
}

func TestOwnRulesComeFirst(t *testing.T) {
	c, err := useragent.New("# ours\nbot\tinstagram\tNot today\ndistrust\tzgrab\t\nperson\tsomenewbot\t\n")
	if err != nil {
		t.Fatal(err)
	}
	for agent, want := range map[string]string{
		iphone + "Instagram 400.0": useragent.Bot, "Mozilla/5.0 zgrab/0.x": "", "SomeNewBot/1.0": "", "OtherBot/1.0": useragent.Bot,
	} {
		if got := c.Classify(agent).Rejected; got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
	for _, text := range []string{"bot\tx", "robot\tx\ty", "bot\tUpper\ty", "bot\t\ty", "bot\t^$\ty", "crawlers\tx\t", "distrust\t\t"} {
		if _, err := useragent.New(text); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestForgetsOldAgents: more agents than are remembered change no answer.
func TestForgetsOldAgents(t *testing.T) {
	c := classifier(t)
	for range 3 {
		for i := range 5000 {
			agent := "Someone/" + strings.Repeat("i", i%100) + string(rune('a'+i/100))
			if got := c.Classify(agent); got.Rejected != "" {
				t.Fatalf("%q is %+v", agent, got)
			}
		}
	}
}

// FuzzClassify: no text fails, and the quick way says what matching every
// pattern of the list would.
func FuzzClassify(f *testing.F) {
	for i, line := range strings.Split(instances, "\n") {
		if i%50 == 0 {
			f.Add(line)
		}
	}
	f.Add(iphone + "Version/19.0")
	c := classifier(f)
	f.Fuzz(func(t *testing.T, agent string) {
		got := c.Classify(agent)
		if got != c.Classify(agent) || got.Device == "" || got.Browser == "" {
			t.Fatalf("%q is %+v", agent, got)
		}
		if quick, slow := c.Listed(agent); quick != slow {
			t.Fatalf("%q is %q by its grams, %q by all patterns", agent, quick, slow)
		}
	})
}

func FuzzRules(f *testing.F) {
	f.Add("bot\tx\ty\n# x\nperson\t^a$\t\n")
	f.Fuzz(func(t *testing.T, text string) { _ = useragent.CheckRules(text) })
}

func BenchmarkClassify(b *testing.B) {
	c := classifier(b)
	agent := []byte(iphone + "Version/19.0 Mobile/15E148 Safari/604.1 ........")
	for i := 0; b.Loop(); i++ { // none is remembered
		for j, n := 0, i; j < 8; j, n = j+1, n/10 {
			agent[len(agent)-1-j] = '0' + byte(n%10)
		}
		if c.Classify(string(agent)).Rejected != "" {
			b.Fatal("a person is no person")
		}
	}
}
