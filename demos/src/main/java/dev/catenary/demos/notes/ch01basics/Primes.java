package dev.catenary.demos.notes.ch01basics;

/** Something to compute. Also a program of its own, for a process. */
final class Primes {
    private Primes() {}

    public static void main(String... arguments) {
        System.out.println(below(Integer.parseInt(arguments[0])));
    }

    /** How many there are, counted by trial division. */
    static int below(int limit) {
        int count = 0;
        for (int candidate = 2; candidate < limit; candidate++) if (isPrime(candidate)) count++;
        return count;
    }

    private static boolean isPrime(int candidate) {
        for (int divisor = 2; (long) divisor * divisor <= candidate; divisor++)
            if (candidate % divisor == 0) return false;
        return true;
    }
}
