package cj_test

import (
	"testing"

	"linkledger/internal/cj"
)

func TestTakeLanding(t *testing.T) {
	for _, c := range []struct{ url, destination, landing string }{
		{"https://www.anrdoezrs.net/click-1-2?sid={click_id}&url=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1", "https://www.anrdoezrs.net/click-1-2?sid={click_id}&url={landing_page}", "https://shop.example/p?a=1"},
		{"https://www.anrdoezrs.net/click-1-2?URL=https%3A%2F%2Fshop.example%2F&sid={click_id}", "https://www.anrdoezrs.net/click-1-2?URL={landing_page}&sid={click_id}", "https://shop.example/"},
		{"https://www.anrdoezrs.net/links/1/type/dlg/sid/{click_id}/https://shop.example/p?a=1#f", "https://www.anrdoezrs.net/links/1/type/dlg/sid/{click_id}/{landing_page}", "https://shop.example/p?a=1#f"},
		{"https://www.anrdoezrs.net/click-1-2?sid={click_id}", "https://www.anrdoezrs.net/click-1-2?sid={click_id}", ""},
	} {
		destination, landing, err := cj.TakeLanding(c.url)
		if err != nil || destination != c.destination || landing != c.landing {
			t.Errorf("%s: %s, %s, %v", c.url, destination, landing, err)
		}
		if _, err := cj.ParseClick(destination); err != nil {
			t.Errorf("%s can't be read again: %v", destination, err)
		}
	}
}

func TestUTMQuery(t *testing.T) {
	got, err := cj.UTMQuery([]cj.UTM{{Name: "utm_source", Value: "a b&c"}, {Name: "utm_content", Value: "{creator_name}"}})
	if want := "utm_source=a+b%26c&utm_content={creator_name}"; err != nil || got != want {
		t.Errorf("%s, %v", got, err)
	}
	for _, bad := range [][]cj.UTM{{{Name: "cjevent", Value: "x"}}, {{Name: "a", Value: "1"}, {Name: "a", Value: "2"}}, {{Name: "a b", Value: "1"}}} {
		if got, err := cj.UTMQuery(bad); err == nil {
			t.Errorf("%v became %s", bad, got)
		}
	}
}
