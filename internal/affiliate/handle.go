package affiliate

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// Handles are the names that a member has on the platforms. Those of a platform
// are bare user names, as the macros of an offer take them.
type Handles struct {
	Instagram string `json:"instagram"`
	TikTok    string `json:"tiktok"`
	YouTube   string `json:"youtube"`
	Handle    string `json:"handle"` // elsewhere, as the member writes it
}

// All are the handles that there are.
func (h Handles) All() (list []string) {
	for _, handle := range []string{h.Instagram, h.TikTok, h.YouTube, h.Handle} {
		if handle != "" {
			list = append(list, handle)
		}
	}
	return list
}

func (h Handles) check(wrong fieldErrors) {
	for field, handle := range map[string]string{"instagram": h.Instagram, "tiktok": h.TikTok, "youtube": h.YouTube} {
		if handle != "" && !isUserName(handle) {
			wrong.add(field, "Enter the user name alone, such as ana.outdoors, or the address of the profile.")
		}
	}
	if utf8.RuneCountInString(h.Handle) > maxNameLength || !oneLine(h.Handle) {
		wrong.add("handle", "Use one line of at most 120 characters.")
	}
}

const maxUserName = 60 // bytes; YouTube's channel ids and the longest names of all three fit

func isUserName(text string) bool {
	return len(text) <= maxUserName && oneLine(text) && !strings.ContainsAny(text, " @/\\?#&=%<>\"'")
}

// UserName takes the user name out of what people paste: "@ana", or the address
// of the profile on Instagram, TikTok or YouTube.
func UserName(text string) string {
	text = strings.TrimSpace(text)
	address := text
	if i := strings.Index(address, "://"); i < 0 && strings.Contains(address, "/") {
		address = "https://" + address
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		for part := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
			if part != "channel" && part != "c" && part != "user" {
				text = part
				break
			}
		}
	}
	return strings.TrimPrefix(text, "@")
}

// SameHandle is a handle as it is compared: "@Ana" is "ana".
func SameHandle(handle string) string { return strings.ToLower(UserName(handle)) }
