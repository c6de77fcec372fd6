//! Medians and percentiles of measured milliseconds.

/// The value that `percent` of the values do not exceed; 0 when there are none.
pub fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank).copied().unwrap_or_default()
}

/// The middle value.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

#[cfg(test)]
mod tests {
    use super::{median, percentile};

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();

        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!((median(&values), percentile(&values, 99)), (50.0, 99.0));
        assert_eq!((percentile(&[7.0], 99), median(&[])), (7.0, 0.0));
    }
}
