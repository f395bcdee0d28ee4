package useragent

import "strings"

// device goes by the tokens that browsers have kept for years; a desktop-class
// iPad calls itself a Mac, and is counted as one.
func device(lower string) string {
	has := func(tokens ...string) bool {
		for _, t := range tokens {
			if strings.Contains(lower, t) {
				return true
			}
		}
		return false
	}
	switch {
	case has("ipad", "tablet", "kindle", "silk/") || has("android") && !has("mobile"):
		return "tablet"
	case has("iphone", "ipod", "mobile", "android"):
		return "mobile"
	case has("windows nt", "macintosh", "x11", "cros ", "linux"):
		return "desktop"
	}
	return other
}
