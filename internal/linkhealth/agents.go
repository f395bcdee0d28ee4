package linkhealth

import "linkledger/internal/probe"

// Agent is a kind of browser that shoppers come with. Applications of social
// networks open links in browsers of their own, which shops and redirects
// treat otherwise.
type Agent struct {
	ID, Name  string
	UserAgent string
}

// Agents are the browsers of a sweep, in the order of its walks; the first is
// a plain one. The texts are those that the applications send.
func Agents() []Agent {
	return []Agent{
		{"desktop", "Chrome on a computer", probe.ShopperAgent},
		{"android", "Chrome on Android", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"},
		{"ios", "Safari on iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"},
		{"instagram", "Instagram", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 400.0.0.26.76 (iPhone16,1; iOS 18_6; en_US; en; scale=3.00; 1179x2556; 780000000)"},
		{"tiktok", "TikTok", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_41.0.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US BytedanceWebview/d8a21c6"},
		{"facebook", "Facebook", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.40.72;FBDV/iPhone16,1;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBSS/3;FBLC/en_US;FBOP/5]"},
	}
}
