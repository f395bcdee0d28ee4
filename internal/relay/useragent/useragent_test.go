package useragent_test

import (
	"testing"

	"linkledger/internal/relay/useragent"
)

const (
	iphone  = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	android = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
)

func TestClassify(t *testing.T) {
	c, err := useragent.New()
	if err != nil {
		t.Fatal(err)
	}
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
		"WhatsApp/2.23.20.0 A":         {Device: "other", Browser: "WhatsApp", Rejected: useragent.Preview},
		"Slackbot-LinkExpanding 1.0":   {Device: "other", Browser: "Slack", Rejected: useragent.Preview},
		"SomeNewBot/1.0":               {Device: "other", Browser: "bot", Rejected: useragent.Bot},
		"examplebot":                   {Device: "other", Browser: "bot", Rejected: useragent.Bot},
		"curl/8.5.0":                   {Device: "other", Browser: "curl", Rejected: useragent.Bot},
		"Go-http-client/1.1":           {Device: "other", Browser: "Go", Rejected: useragent.Bot},
		"":                             {Device: "other", Browser: "other", Rejected: useragent.Bot},
		"Something nobody has seen":    {Device: "other", Browser: "other"},
		"Robotics Lab Browser (Linux)": {Device: "desktop", Browser: "other"},
	} {
		if got := c.Classify(agent); got != want {
			t.Errorf("%q is %+v, want %+v", agent, got, want)
		}
	}
}

func TestParseRefusesBadRules(t *testing.T) {
	for _, text := range []string{"bot\tx", "robot\tx\ty", "bot\tUpper\ty", "bot\t\ty"} {
		if _, err := useragent.Parse(text); err == nil {
			t.Errorf("%q passed", text)
		}
	}
}
