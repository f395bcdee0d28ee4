package relay

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDayIsTheLocalDate whatever was asked before, also where a day has no
// midnight, has two, or was left out.
func TestDayIsTheLocalDate(t *testing.T) {
	odd := []time.Time{
		time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), // Berlin
		time.Date(2018, 11, 4, 3, 0, 0, 0, time.UTC), time.Date(2018, 2, 18, 2, 0, 0, 0, time.UTC), // São Paulo, at midnight
		time.Date(2011, 12, 30, 10, 0, 0, 0, time.UTC), // Apia left a day out
	}
	for _, zone := range []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		w := newWorkspace(Workspace{}, location, "")
		rapid.Check(t, func(t *rapid.T) {
			at := rapid.SampledFrom(odd).Draw(t, "near").Add(time.Duration(rapid.Int64Range(-48*3600, 48*3600).Draw(t, "seconds")) * time.Second)
			if got, want := w.day(at), at.In(location).Format(dayForm); got != want {
				t.Fatalf("%v in %s is %s, want %s", at, zone, got, want)
			}
		})
	}
}
