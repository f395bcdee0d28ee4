package linkhealth_test

import (
	"testing"
	"time"

	"linkledger/internal/linkhealth"
)

func TestSchedule(t *testing.T) {
	for _, c := range []struct {
		every string
		ago   time.Duration
		due   bool
	}{
		{linkhealth.Daily, 23 * time.Hour, false}, {linkhealth.Daily, 24 * time.Hour, true},
		{linkhealth.Weekly, 6 * 24 * time.Hour, false}, {linkhealth.Weekly, 8 * 24 * time.Hour, true},
		{linkhealth.Never, 1000 * time.Hour, false},
	} {
		if got := (linkhealth.Schedule{Every: c.every}).Due(noon.Add(-c.ago), noon); got != c.due {
			t.Errorf("%s, %s ago: %v", c.every, c.ago, got)
		}
	}
	if s := linkhealth.DefaultSchedule(); s.Walks || !s.Due(time.Time{}, noon) {
		t.Errorf("by default: %+v", s)
	}
}
